using HoiQC.Domain.Calendars;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests;

public class PackNotationTests
{
    public static TheoryData<string, string> Versions => new(Samples.Pack.Select(row => (row["code"], row["valid_from"])));

    [Theory, MemberData(nameof(Versions))]
    public void Every_row_of_the_pack_reads(string code, string from)
    {
        var row = Samples.Pack.Single(row => (row["code"], row["valid_from"]) == (code, from));
        var rule = PackNotation.Read(row, 3, new(2016, 1, 1));

        Assert.Equal((code, 3, new DateOnly(2016, 1, 1), row["name"], row["short_name"], row["gap"]), (rule.Code, rule.Number, rule.From, rule.Name, rule.ShortName, rule.Gap));
        Assert.Equal(row["owner_kinds"], string.Join('|', rule.Owners.Kinds));
        Assert.Equal(row["levels"], string.Join('|', rule.Owners.Levels));
        Assert.Equal(row["bloc_members"], string.Join('|', rule.Owners.BlocMembers));
        Assert.Equal(row["position"], rule.Owners.Position ?? "");
        Assert.Equal(row["evidence"], string.Join('|', rule.EvidenceFields));
        Assert.Equal(row["reminders"], string.Join(',', rule.Reminders.Select(offset => offset > 0 ? $"+{offset}" : $"{offset}")));
        Assert.Equal((row["min_count"], row["quantity_from"]), ($"{rule.Quantity.Minimum}", Source(rule.Quantity.From)));
        Assert.Equal((row["lead_days"], row["escalate_after_days"]), ($"{rule.LeadDays}", $"{rule.EscalateAfterDays}"));
        Assert.Equal((row["legal_basis"], row["status"], row["enabled"] == "yes"), (rule.LegalBasis, rule.Certainty, rule.Enabled));
    }

    private static string Source(QuantitySource? source) => source switch
    {
        QuantitySource.Figure figure => $"{figure.Rule}.{figure.Field}@{figure.Kind}",
        QuantitySource.BodiesOf bodies => "count:" + string.Join('|', bodies.Kinds),
        _ => "",
    };

    [Fact]
    public void The_pack_has_30_rules_under_the_columns_of_the_notation()
    {
        Assert.All(Samples.Pack, row => Assert.Equal(PackNotation.Columns.Order(), row.Keys.Order()));
        Assert.Equal(30, Samples.Codes.Length);
    }

    [Fact]
    public void A_bloc_rule_reads_as_it_is_written()
    {
        var rule = Samples.Rule("MT-PB");
        var schedule = Assert.IsType<Schedule.Periodic>(rule.Schedule);

        Assert.Equal((Cycle.Year, true, new YearDay(31, 12), new Checkpoint(new(30, 9), null)), (schedule.Cycle, schedule.Inclusive, Assert.Single(schedule.Due), Assert.Single(schedule.Checkpoints)));
        Assert.Equal((Subject.Bloc, 6, null), (rule.Owners.Subject, rule.Owners.BlocMembers.Length, rule.Owners.Position));
        Assert.True(rule.Owners.Include("FrontBloc", "commune"));
        Assert.False(rule.Owners.Include("FrontBloc", "district"));
        Assert.False(rule.Owners.Include("FatherlandFront", "commune"));
        Assert.Equal((CountsFrom.Occurred, Roll.None), (rule.CountsFrom, rule.Roll));
        Assert.Equal(["occurred_on", "draft_document"], rule.RequiredFields);
    }

    [Fact]
    public void A_file_is_never_required() => Assert.Equal(["occurred_on"], Samples.Rule("MT-PB", ("evidence", "occurred_on|file")).RequiredFields);

    [Theory]
    [InlineData("HOI-DH-NK", 5, OffsetUnit.Years, "congress", Anchor.Term)]
    [InlineData("HOI-DH-BC", -30, OffsetUnit.Days, "planned congress", Anchor.Before)]
    [InlineData("UB-DT-KQ", 10, OffsetUnit.Days, "dialogue", Anchor.After)]
    public void An_offset_from_an_event_reads(string code, int amount, OffsetUnit unit, string kind, Anchor anchor) =>
        Assert.Equal(new Schedule.Anchored(amount, unit, Domain.Events.EventKind.Find(kind)!, anchor), Samples.Rule(code).Schedule);

    [Fact]
    public void Reminders_are_kept_once_and_in_order() =>
        Assert.Equal([-30, -7, 0, 7], Samples.Rule("MT-PB", ("reminders", "+7, -7,0,-30,7")).Reminders);

    public static TheoryData<string, string, string> Faults => new()
    {
        { "code", "", "Cột code không được để trống." },
        { "code", "MT PB", "Mã quy tắc chỉ gồm chữ cái không dấu, chữ số, dấu - . _ và bắt đầu bằng chữ cái hoặc chữ số, tối đa 40 ký tự." },
        { "code", "MT-PB-ĐẶC-BIỆT", "Mã quy tắc" },
        { "code", new string('A', 41), "Mã quy tắc" },
        { "name", " ", "Cột name không được để trống." },
        { "short_name", "", "Cột short_name không được để trống." },
        { "gap", "", "Cột gap không được để trống." },
        { "gap", "còn {n}/{N} xã chưa thực hiện", "{list}" },
        { "gap", "còn {n} xã chưa thực hiện ({list})", "{N}" },
        { "owner_kinds", "", "Cột owner_kinds không được để trống." },
        { "owner_kinds", " | ", "Cột owner_kinds không được để trống." },
        { "levels", "", "Cột levels không được để trống." },
        { "subject", "committee", "chỉ nhận: body, bloc, position" },
        { "bloc_members", "", "bloc_members" },
        { "period", "", "Cột period không được để trống." },
        { "period", "fortnight", "“fortnight”" },
        { "due", "", "Cột due không được để trống." },
        { "due", "31/13", "Không có ngày 31/13." },
        { "due", "30/02", "Không có ngày 30/02." },
        { "due", "00/12", "Không có ngày 00/12." },
        { "due", "cuối năm", "“cuối năm” không phải là ngày dạng dd/mm." },
        { "due", "٣١/١٢", "không phải là ngày dạng dd/mm." },
        { "due", "30/06|31/12", "cần 1 hạn" },
        { "inclusive", "", "Cột inclusive không được để trống." },
        { "inclusive", "until", "chỉ nhận: by, before" },
        { "checkpoint", "30/9:1:2", "không phải là mốc kiểm tra" },
        { "checkpoint", "31/09", "Không có ngày 31/09." },
        { "checkpoint", "30/09:2", "từ 1 đến 1" },
        { "checkpoint", "30/09:0", "từ 1 đến 1" },
        { "checkpoint", "31/12", "mốc kiểm tra" },
        { "min_count", "0", "từ 1 đến 1000" },
        { "min_count", "một", "“một” không phải là số nguyên" },
        { "min_count", "", "Cột min_count không được để trống." },
        { "lead_days", "-1", "từ 0 đến 3660" },
        { "counts_from", "sent", "chỉ nhận: occurred, submitted" },
        { "roll", "back", "chỉ nhận: none, next, previous" },
        { "reminders", "-30,soon", "“soon” không phải là số nguyên" },
        { "escalate_after_days", "3661", "từ 0 đến 3660" },
        { "legal_basis", "", "Cột legal_basis không được để trống." },
        { "enabled", "true", "chỉ nhận: yes, no" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_names_its_column_and_says_what_is_wrong(string column, string text, string sentence)
    {
        var fault = Assert.Throws<PackFault>(() => Samples.Rule("MT-PB", (column, text)));

        Assert.Equal(column, fault.Column);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HOI-DH-NK", "due", "31/12")]
    [InlineData("HOI-DH-NK", "due", "5 years after congress")]
    [InlineData("HOI-DH-NK", "due", "٥Y after congress")]
    [InlineData("HOI-DH-NK", "inclusive", "until")]
    [InlineData("HOI-DH-NK", "checkpoint", "30/09")]
    [InlineData("UB-DT", "position", "")]
    [InlineData("MT-BC-KY", "due", "25/03|10/06|05/09")]
    [InlineData("MT-BC-KY", "due", "25/03|10/06|30/06|10/12")]
    [InlineData("HOI-BC-6T", "due", "10/12|10/06")]
    [InlineData("MT-CT-NAM", "due", "30/09")]
    [InlineData("MT-CT-NAM", "checkpoint", "30/09")]
    public void A_rule_that_cannot_be_kept_is_refused_at_its_column(string code, string column, string text) =>
        Assert.Equal(column, Assert.Throws<PackFault>(() => Samples.Rule(code, (column, text))).Column);

    [Fact]
    public void A_rule_due_before_its_first_day_is_refused_at_its_due_day() =>
        Assert.Equal("due", Assert.Throws<PackFault>(() => Samples.Rule("MT-BC-KY", ("inclusive", "before"), ("due", "01/01|10/06|05/09|10/12"))).Column);

    [Fact]
    public void A_missing_column_reads_as_empty() =>
        Assert.Equal("roll", Assert.Throws<PackFault>(() => PackNotation.Read(Samples.Row("MT-PB").Remove("roll"), 1, new(2023, 1, 1))).Column);
}
