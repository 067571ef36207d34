using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HoiQC.Web.Tests.Publications;

/// <summary>What tests of publications say to a running product.</summary>
internal static class PublishingProduct
{
    /// <summary>A preview that is not refused.</summary>
    public static async Task<JsonElement> Preview(this RunningProduct product, string address, JsonObject draft)
    {
        var (status, body, _) = await product.Post($"{address}/versions:preview", draft.ToJsonString());
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body;
    }

    /// <summary>Publishing, whatever the answer.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> TryPublish(this RunningProduct product, string address, JsonObject draft, JsonElement preview)
    {
        draft = draft.DeepClone().AsObject();
        draft["preview"] = preview.Text("id");
        draft["author"] = "Ban Dân vận Huyện ủy";
        var (status, body, location) = await product.Post($"{address}/versions", draft.ToJsonString());
        if (status == HttpStatusCode.Created) Assert.Equal($"/api/publications/{body.Text("id")}", location?.OriginalString);
        return (status, body);
    }

    /// <summary>Previews, publishes and waits until every obligation has followed; the publication did what the preview said.</summary>
    public static async Task<JsonElement> Publish(this RunningProduct product, string address, JsonObject draft)
    {
        var preview = await product.Preview(address, draft);
        var (status, body) = await product.TryPublish(address, draft, preview);
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        JsonElement publication = default;
        await Product.Until(async () => (publication = await product.Get($"/api/publications/{preview.Text("id")}")).GetProperty("doneAt").ValueKind != JsonValueKind.Null, "the publication");
        foreach (var list in new[] { "created", "moved", "voided", "renewed" }) Assert.Equal(preview.Count(list), publication.GetProperty(list).GetInt32());
        Assert.Equal(preview.GetProperty("kept").GetInt32(), publication.GetProperty("kept").GetInt32());
        Assert.Equal(preview.GetProperty("told").GetInt32(), publication.GetProperty("told").GetInt32());
        foreach (var list in new[] { "created", "moved", "voided" })
            foreach (var one in preview.GetProperty(list).GetProperty("listed").EnumerateArray())
            {
                var obligation = await product.Get($"/api/obligations/{one.Text("body")}/{one.Text("rule")}/{one.Text("period")}");
                if (list == "voided") Assert.Equal("NotApplicable", obligation.Text("status"));
                else Assert.Equal(one.Text("newDue"), obligation.Text("due"));
            }
        return preview;
    }

    public static string Text(this JsonElement one, string name) => one.GetProperty(name).GetString()!;

    public static int Count(this JsonElement preview, string list) => preview.GetProperty(list).GetProperty("count").GetInt32();

    public static IEnumerable<string> Keys(this JsonElement preview, string list) =>
        preview.GetProperty(list).GetProperty("listed").EnumerateArray().Select(one => $"{one.Text("body")}/{one.Text("rule")}/{one.Text("period")}");
}
