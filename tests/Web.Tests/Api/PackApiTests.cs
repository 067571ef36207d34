using System.Net;
using System.Text;
using System.Text.Json;

namespace HoiQC.Web.Tests.Api;

/// <summary>The rule pack out of one product and into another.</summary>
public sealed class PackApiTests
{
    private const string Head =
        "code,name,short_name,gap,owner_kinds,levels,subject,bloc_members,position,period,due,inclusive,checkpoint,min_count,quantity_from,lead_days,counts_from,roll,reminders,escalate_after_days,evidence,legal_basis,status,enabled";

    [Fact]
    public async Task The_products_pack_comes_out_goes_in_elsewhere_and_comes_out_byte_for_byte()
    {
        using var scratch = new Scratch();
        await using var first = await Product.Run(scratch["first"], "--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00");
        await using var second = await Product.Run(scratch["second"]);

        var pack = await first.Http.GetByteArrayAsync("/api/rules.csv");
        var (status, answer) = await Post(second, pack);

        Assert.Equal((HttpStatusCode.OK, true), (status, answer.GetProperty("stored").GetBoolean()));
        Assert.Equal(pack, await second.Http.GetByteArrayAsync("/api/rules.csv"));
        var lines = Encoding.UTF8.GetString(pack).Split("\r\n");
        Assert.Equal(('\uFEFF' + Head + ",valid_from,basis_until,opens,cutoff,checkpoints,grace_days,special_status,territory,notice_days", 42, ""), (lines[0], lines.Length, lines[^1]));
        Assert.Contains("giữ nguyên", (await Post(first, pack)).Answer.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(pack, await first.Http.GetByteArrayAsync("/api/rules.csv"));
    }

    [Fact]
    public async Task Quotes_commas_line_breaks_and_letters_of_every_kind_survive_the_way_out_and_in()
    {
        using var scratch = new Scratch();
        await using var first = await Product.Run(scratch["first"]);
        await using var second = await Product.Run(scratch["second"]);
        var name = "Báo cáo \"đột xuất\", theo yêu cầu;\r\ndòng hai\nvà ‘ba’".Normalize(NormalizationForm.FormD);
        var rule = $"""
            LẠ.1,"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}",Báo cáo,"còn {"{n}/{N}"} ""nơi"", chưa ({"{list}"})",PartyCommittee,commune,body,,,on_demand,,by,,1,,7,submitted,none,"-7,0",7,document_no,"=CĂN CỨ, ""A"" đến","  dữ liệu  ",yes
            """.Replace("LẠ.1", "LA.1", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await Post(first, Encoding.UTF8.GetBytes($"{Head}\n{rule}\n"))).Status);
        var pack = await first.Http.GetByteArrayAsync("/api/rules.csv");
        Assert.Equal(HttpStatusCode.OK, (await Post(second, pack)).Status);

        Assert.Equal(pack, await second.Http.GetByteArrayAsync("/api/rules.csv"));
        Assert.Equal(name.Normalize(NormalizationForm.FormC), (await second.Get("/api/rules/LA.1")).GetProperty("name").GetString());
        Assert.Contains("\"=CĂN CỨ, \"\"A\"\" đến\",dữ liệu,yes,", Encoding.UTF8.GetString(pack), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_row_is_refused_with_row_column_and_reason_and_nothing_is_stored()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data);
        const string good = "MOT,Một,Một,còn {n}/{N} ({list}),PartyCommittee,commune,body,,,year,31/12,by,,1,,7,submitted,none,0,7,document_no,Quy chế,đề xuất,yes";
        var bad = good.Replace("MOT", "HAI", StringComparison.Ordinal).Replace("31/12,by,,1", "31/12,by,31/12,1", StringComparison.Ordinal);
        var empty = await product.Http.GetByteArrayAsync("/api/rules.csv");

        var (status, problem) = await Post(product, Encoding.UTF8.GetBytes($"{Head}\n{good}\n{bad}\n"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var fault = Assert.Single(problem.GetProperty("faults").EnumerateArray());
        Assert.Equal((3, "checkpoint"), (fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString()));
        Assert.Contains("mốc kiểm tra phải từ ngày bắt đầu đến trước hạn", fault.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(empty, await product.Http.GetByteArrayAsync("/api/rules.csv"));

        var (checkedStatus, answer) = await Post(product, Encoding.UTF8.GetBytes($"{Head}\n{good}\n"), "?check=true");
        Assert.Equal((HttpStatusCode.OK, false), (checkedStatus, answer.GetProperty("stored").GetBoolean()));
        Assert.Equal(empty, await product.Http.GetByteArrayAsync("/api/rules.csv"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post(product, [], type: "application/json")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(product, [])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(product, [], "?check=maybe")).Status);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> Post(Product product, byte[] pack, string query = "", string type = "text/csv")
    {
        using var content = new ByteArrayContent(pack);
        content.Headers.ContentType = new(type);
        using var response = await product.Http.PostAsync($"/api/rules/import{query}", content);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }
}
