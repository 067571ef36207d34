using System.Net;
using System.Text.Json;

namespace HoiQC.Web.Tests.Access;

/// <summary>What an inspector reads of the record.</summary>
[Collection(DistrictsCollection.Name)]
public sealed class RecordSightTests(Districts districts)
{
    [Fact]
    public async Task An_inspector_of_one_district_reads_its_rows_alone_and_none_that_belong_to_no_unit()
    {
        var mine = await Person.Make(districts.Grains, "kiem-tra.106", "Inspector:106");
        var everything = await Person.Make(districts.Grains, "kiem-tra.tat-ca", "Inspector:*");
        var officer = await Person.Make(districts.Grains, "can-bo.nhat-ky", "Officer:109");
        using var form = new StringContent("""{"reason":"Nhầm"}""", System.Text.Encoding.UTF8, "application/json");
        var spot = districts.Spots["sibling"];
        using (await districts.Ask(officer, $"/api/obligations/{spot.Obligation}/evidence/{spot.Receipt}/withdraw", form))
        {
            // Now there is a row of the other district.
        }

        var (all, own) = (await Units(everything, ""), await Units(mine, ""));
        Assert.Contains("109", all);
        Assert.Contains(null, all);
        Assert.Contains("3430", own);
        Assert.All(own, unit => Assert.True(unit is "106" || unit?.StartsWith("33", StringComparison.Ordinal) == true || unit?.StartsWith("34", StringComparison.Ordinal) == true, unit));
        Assert.Equal(["3430"], (await Units(mine, "&unit=3430")).Distinct());
        foreach (var address in new[] { "/api/record?unit=109", "/record.csv?unit=109", "/record?unit=109", "/api/record?unit=12", "/api/record?unit=khong-co" })
        {
            using var answer = await districts.Ask(mine, address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        foreach (var address in new[] { "/record", "/record.csv", "/api/record", $"/record?subject={spot.Receipt}" })
        {
            using var answer = await districts.Ask(mine, address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.DoesNotContain(Districts.Foreign, text, StringComparison.Ordinal);
            Assert.DoesNotContain("109-", text, StringComparison.Ordinal);
        }
    }

    /// <summary>The units of all rows that somebody reads.</summary>
    private async Task<List<string?>> Units(Person person, string query)
    {
        var units = new List<string?>();
        for (long? before = null; ;)
        {
            using var answer = await districts.Ask(person, $"/api/record?before={before}{query}");
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            units.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("unit").GetString()));
            if (page.RootElement.GetProperty("next").ValueKind == JsonValueKind.Null) return units;
            before = page.RootElement.GetProperty("next").GetInt64();
        }
    }
}
