using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HoiQC.Web.Tests.Publications;

/// <summary>Versions of rules published on 28/12/2023 in the sample district, each test with rules of its own.</summary>
public sealed class RuleVersionTests(RunningProduct product) : IClassFixture<RunningProduct>
{
    [Fact]
    public async Task From_the_next_period_only_what_opens_then_moves()
    {
        var before = await product.Get("/api/bodies/3430-PartyCommittee?year=2023");
        var preview = await product.Publish("/api/rules/CU-DT", PackRow.Draft("CU-DT", ("due", "30/11")));

        Assert.Equal("2024-01-01", preview.Text("from"));
        Assert.All(preview.Keys("moved"), key => Assert.EndsWith("/CU-DT/2024", key, StringComparison.Ordinal));
        Assert.Equal((0, 0, 0), (preview.Count("created"), preview.Count("voided"), preview.Count("renewed")));
        Assert.Equal(preview.Count("moved"), preview.GetProperty("told").GetInt32());
        Assert.Equal(before.GetProperty("obligations").ToString(), (await product.Get("/api/bodies/3430-PartyCommittee?year=2023")).GetProperty("obligations").ToString());
    }

    [Fact]
    public async Task Open_obligations_that_would_be_overdue_at_once_get_a_due_day_by_notice_and_closed_ones_stay()
    {
        const string Done = "/api/obligations/3390-PeoplesCommittee/UB-DT/2023";
        var closed = await product.Get(Done);
        var draft = PackRow.Draft("UB-DT", ("due", "30/11"));
        (draft["mode"], draft["noticeDays"]) = ("open", 20);
        var preview = await product.Publish("/api/rules/UB-DT", draft);

        // The report of 2023: seven of thirteen have not.
        Assert.Equal(7, preview.Count("renewed"));
        Assert.Equal(20, preview.Count("moved"));
        var open = await product.Get("/api/obligations/3430-PeoplesCommittee/UB-DT/2023");
        Assert.Equal(("2024-01-17", "Behind"), (open.Text("due"), open.Text("status")));
        Assert.Contains("28/12/2023", open.GetProperty("explanation").Text("sentence"), StringComparison.Ordinal);
        Assert.Equal(("Fulfilled", closed.ToString()), (closed.Text("status"), (await product.Get(Done)).ToString()));

        var notice = (await product.Get("/api/bodies/3430-PeoplesCommittee?year=2023")).GetProperty("notices")[0].Text("sentence");
        Assert.Contains("Năm 2023: hạn mới 17/01/2024, là 20 ngày kể từ ngày công bố (trước là 31/12/2023).", notice, StringComparison.Ordinal);
        Assert.Contains("17/01/2024", await product.Http.GetStringAsync("/bodies/3430-PeoplesCommittee?year=2023"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_shown_anew_and_nothing_is_stored()
    {
        var draft = PackRow.Draft("MT-GS", ("due", "15/01+1"));
        draft["mode"] = "open";
        var old = await product.Preview("/api/rules/MT-GS", draft);
        var owing = old.Keys("moved").First(key => key.EndsWith("/2023", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, (await product.Post($"/api/obligations/{owing}/evidence", """{"submissionId":"giam-sat-0001","occurredOn":"2023-12-20"}""")).Status);

        var (status, body) = await product.TryPublish("/api/rules/MT-GS", draft, old);
        Assert.Equal(HttpStatusCode.Conflict, status);
        var renewed = body.GetProperty("preview");
        Assert.Equal(old.Count("moved") - 1, renewed.Count("moved"));
        Assert.Equal(HttpStatusCode.NotFound, (await product.Ask($"/api/publications/{old.Text("id")}")).Status);
        Assert.Equal("2023-12-31", (await product.Get($"/api/obligations/{old.Keys("moved").Last(key => key.EndsWith("/2023", StringComparison.Ordinal))}")).Text("due"));

        var same = await product.Preview("/api/rules/MT-GS", draft);
        Assert.Equal(renewed.Text("id"), same.Text("id"));
        Assert.Equal(HttpStatusCode.Created, (await product.TryPublish("/api/rules/MT-GS", draft, renewed)).Status);
    }

    [Fact]
    public async Task Switched_off_what_opens_next_is_voided_and_switched_on_again_voided_ones_stay()
    {
        var off = await product.Publish("/api/rules/MT-BC-KY", PackRow.Draft("MT-BC-KY", ("enabled", "no")));
        Assert.True(off.Count("voided") > 0);
        Assert.All(off.Keys("voided"), key => Assert.EndsWith("/MT-BC-KY/2024-Q1", key, StringComparison.Ordinal));
        Assert.Equal((0, 0, 0), (off.Count("created"), off.Count("moved"), off.Count("renewed")));

        var on = PackRow.Draft("MT-BC-KY");
        (on["mode"], on["from"]) = ("from", "2024-01-02");
        var again = await product.Publish("/api/rules/MT-BC-KY", on);
        Assert.Equal((0, 0, 0), (again.Count("created"), again.Count("moved"), again.Count("voided")));
    }

    [Fact]
    public async Task Bodies_that_come_to_owe_get_rows_and_those_that_no_longer_do_lose_theirs()
    {
        var draft = PackRow.Draft("UB-DT-H", ("owner_kinds", "PartyCommittee"));
        var preview = await product.Publish("/api/rules/UB-DT-H", draft);

        Assert.Equal(["106-PartyCommittee/UB-DT-H/2024"], preview.Keys("created"));
        Assert.Equal(["106-PeoplesCommittee/UB-DT-H/2024"], preview.Keys("voided"));
        Assert.Equal(2, preview.GetProperty("told").GetInt32());
        var board = await product.Get("/api/boards/106?year=2024");
        var rows = board.GetProperty("rows").EnumerateArray().Where(row => row.Text("id").StartsWith("106-P", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Contains(row.GetProperty("cells").EnumerateArray(), cell => cell.Text("rule") == "UB-DT-H" && cell.Text("status") is "Dormant" or "NotApplicable"));

        // Yesterday the committee owed nothing, and the board of yesterday still says so.
        var yesterday = (await product.Get("/api/boards/106?year=2024&asOf=2023-12-27")).GetProperty("rows").EnumerateArray();
        Assert.Contains(yesterday.Single(row => row.Text("id") == "106-PeoplesCommittee").GetProperty("cells").EnumerateArray(), cell => cell.Text("rule") == "UB-DT-H" && cell.Text("status") == "Dormant");
        Assert.DoesNotContain(
            yesterday.Single(row => row.Text("id") == "106-PartyCommittee").GetProperty("cells").EnumerateArray(), cell => cell.Text("rule") == "UB-DT-H" && cell.Text("status") != "NoData");
    }

    [Fact]
    public async Task A_new_rule_owes_from_its_first_day_on_and_nothing_of_it_is_overdue()
    {
        var draft = PackRow.Draft("MT-PB", ("code", "MOI-SK"), ("name", "Sơ kết nửa năm"), ("short_name", "Sơ kết"), ("period", "half"), ("due", "30/06|31/12"), ("checkpoint", ""), ("quantity_from", ""));
        (draft["mode"], draft["from"]) = ("from", "2023-01-01");
        var preview = await product.Publish("/api/rules/MOI-SK", draft);

        Assert.Equal((39, 13), (preview.Count("created"), preview.Count("renewed")));
        Assert.All(preview.Keys("renewed"), key => Assert.EndsWith("/2023-H1", key, StringComparison.Ordinal));
        Assert.Equal("2024-01-12", (await product.Get("/api/obligations/3430-FrontBloc/MOI-SK/2023-H1")).Text("due"));
        Assert.Equal(1, preview.GetProperty("version").GetInt32());
        Assert.DoesNotContain("Overdue", (await product.Get("/api/obligations/3430-FrontBloc/MOI-SK/2023-H1")).GetProperty("transitions").ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { """{"row":{"due":"31/13"}}""", "due", "31/13" },
        { """{"row":{"checkpoint":"31/12"}}""", "checkpoint", "mốc kiểm tra" },
        { """{"row":{"min_count":"0"}}""", "min_count", "từ 1" },
        { """{"row":{"opens":"31/12","due":"30/06","checkpoint":""}}""", "opens", "sau hạn" },
        { """{"row":{"basis_until":"hôm nay"}}""", "basis_until", "không phải là một ngày" },
        { """{"row":{"ngay":"1"}}""", "ngay", "không có cột" },
        { """{"row":{},"mode":"later"}""", "mode", "next" },
        { """{"row":{},"mode":"from"}""", "from", "ngày bắt đầu" },
        { """{"row":{},"from":"2024-01-01"}""", "from", "kỳ kế tiếp" },
        { """{"row":{},"mode":"from","from":"2023-12-28"}""", "valid_from", "đã có phiên bản 1" },
        { """{"row":{},"mode":"from","from":"2020-01-01"}""", "valid_from", "có hiệu lực từ ngày 28/12/2023" },
        { """{"row":{},"noticeDays":400}""", "noticeDays", "từ 0 đến 366" },
        { """{"row":{"code":"MT-XX"}}""", "code", "khác với quy tắc" },
        { """{"rows":{}}""", "rows", "không có trường" },
        { """{"row":{"territory":"106|99999"}}""", "territory", "“99999”" },
        { """{"row":{"quantity_from":"MT-KHONG.planned_conferences@FatherlandFront"}}""", "quantity_from", "“MT-KHONG”" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_makes_no_sense_is_refused_at_its_field(string change, string field, string words)
    {
        var draft = PackRow.Draft("MT-PB");
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            if (name == "row") foreach (var (column, text) in value!.AsObject()) draft["row"]![column] = text!.DeepClone();
            else draft[name] = value!.DeepClone();
        }
        var (status, body, _) = await product.Post("/api/rules/MT-PB/versions:preview", draft.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, body.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_names_its_preview()
    {
        var draft = PackRow.Draft("MT-PB");
        Assert.True((await product.Post("/api/rules/MT-PB/versions", draft.ToJsonString())).Body.GetProperty("errors").TryGetProperty("preview", out _));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await product.Ask("/api/rules/MT-PB/versions:preview")).Status);
    }
}
