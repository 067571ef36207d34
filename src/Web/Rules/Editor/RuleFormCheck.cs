using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Rules.Editor;

/// <summary>Reads the editor's form once and keeps everything that is wrong with it, each at its field.</summary>
public sealed partial class RuleFormCheck
{
    private static readonly (string Field, string Sentence)[] Needed =
    [
        ("code", "Đề nghị ghi mã quy tắc, ví dụ MT-PB."), ("name", "Đề nghị ghi nhiệm vụ phải thực hiện."), ("short_name", "Đề nghị ghi tên ngắn, để làm tiêu đề cột của bảng theo dõi."),
        ("gap", "Đề nghị ghi câu của báo cáo, có {n}, {N} và {list}."), ("legal_basis", "Đề nghị ghi căn cứ: văn bản, điều, khoản."),
        ("owner_kinds", "Đề nghị chọn ít nhất một loại tổ chức phải thực hiện."), ("levels", "Đề nghị chọn ít nhất một cấp."),
    ];

    private static readonly (string Field, string Label, int Least, int Most, bool Optional)[] Numbers =
    [
        ("min_count", "Số lượng ít nhất", 1, 1000, false), ("lead_days", "Số ngày báo trước hạn", 0, 3660, false),
        ("escalate_after_days", "Số ngày sau hạn thì báo cấp trên", 0, 3660, false), ("grace_days", "Số ngày ân hạn", 0, 366, true), ("notice_days", "Số ngày báo trước", 0, 366, true),
    ];

    private readonly RuleForm _form;
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);

    private RuleFormCheck(RuleForm form) => _form = form;

    /// <summary>The version the form makes, numbered and in force as given, or everything that is wrong.</summary>
    /// <param name="form">The form.</param>
    /// <param name="configuration">Rules and units there are.</param>
    /// <param name="isNew">Whether it is to be a rule that does not exist yet.</param>
    /// <param name="from">First day to read it with.</param>
    public static (RuleVersion? Version, ImmutableArray<FieldFault> Faults) Read(RuleForm form, Configuration configuration, bool isNew, DateOnly from)
    {
        var check = new RuleFormCheck(form);
        check.Fill();
        check.Schedule();
        check.References(configuration, isNew);
        RuleVersion? version = null;
        if (check._faults.Count == 0)
        {
            try
            {
                version = PackNotation.Read(RuleFormNotation.ToRow(form), Number(configuration, form["code"]), from);
            }
            catch (PackFault fault)
            {
                check.Refuse(FieldOf(form, fault.Column), Sentence(fault.Message));
            }
        }
        return (version, [.. check._faults.Select(pair => new FieldFault(pair.Key, pair.Value))]);
    }

    /// <summary>The field of the form that holds a column of the pack, or a field of the draft.</summary>
    public static string FieldOf(RuleForm form, string? column) => column switch
    {
        "due" => form.CountsFromEvent ? "due_amount" : "due_days",
        "opens" => form.CountsFromEvent ? "opens_before" : "opens_days",
        "checkpoint" or "checkpoints" => "points",
        "period" when form.Period == "reporting" => "period_from",
        "quantity_from" => form["quantity_source"] switch { "figure" => "quantity_rule", "count" => "quantity_kinds", _ => "quantity_source" },
        "reminders" => "remind_before",
        "valid_from" => "from",
        "noticeDays" => "notice_days",
        null => "",
        _ => column,
    };

    /// <summary>What a pack's fault says, without the pack's abbreviation of days.</summary>
    public static string Sentence(string fault) => PackDays().Replace(fault, "${days} ngày");

    private static int Number(Configuration configuration, string code) => configuration.Book.Versions(code) is [.., var newest] ? newest.Number + 1 : 1;

    /// <summary>What must be there, and what must be a number or a day.</summary>
    private void Fill()
    {
        foreach (var (field, sentence) in Needed)
            if (_form.All(field).IsEmpty) Refuse(field, sentence);
        foreach (var (field, label, least, most, optional) in Numbers)
            if (!(optional && _form[field].Length == 0)) Whole(field, label, least, most);
        foreach (var field in new[] { "remind_before", "remind_after" })
            if (Array.Find(RuleFormNotation.NumbersOf(_form[field]), text => !IsWhole(text, 1, 3660)) is { } wrong)
                Refuse(field, $"{Problems.Quote(wrong)} không phải là số ngày. Đề nghị ghi các số nguyên từ 1 đến 3660, cách nhau bằng dấu phẩy, ví dụ 30, 15, 7.");
        if (_form["basis_until"] is { Length: > 0 } until && Days.Read(until) is null)
            Refuse("basis_until", $"{Problems.Quote(until)} không phải là ngày có thật. Đề nghị ghi ngày/tháng/năm, ví dụ 25/11/2024, hoặc bỏ trống.");
        if (_form["subject"] == "bloc" && _form.All("bloc_members").IsEmpty) Refuse("bloc_members", "Đề nghị chọn các tổ chức thành viên của khối.");
        if (_form["subject"] == "position" && _form["position"].Length == 0) Refuse("position", "Đề nghị chọn chức danh phải thực hiện.");
        if (_form["subject"] == "position" && _form["position"] == "other" && _form["position_other"].Length == 0) Refuse("position_other", "Đề nghị ghi chức danh phải thực hiện.");
        if (_form.All("evidence").GroupBy(field => field).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            Refuse("evidence", $"Trường “{Fields.Label(twice)}” được chọn hai lần. Đề nghị giữ một.");
    }

    private void Schedule()
    {
        if (_form.CountsFromEvent)
        {
            if (!(_form.Period == "on_demand" && _form["due_amount"].Length == 0)) Whole("due_amount", "Khoảng thời gian từ sự kiện đến hạn", 0, 9999);
            if (_form["opens_before"].Length > 0) Whole("opens_before", "Số ngày mở trước hạn", 0, 3660);
            return;
        }
        if (_form.Period == "reporting")
        {
            foreach (var field in new[] { "period_from", "period_to" }) DaysOf(field, 1, needed: true);
            if (YearDayWords.ToPack(_form["period_from"]) == "01/01") Refuse("period_from", "Kỳ báo cáo từ 01/01 là năm dương lịch. Đề nghị chọn kỳ “Mỗi năm”.");
        }
        var count = _form.Period switch { "half" => 2, "quarter" => 4, "month" => 12, _ => 1 };
        DaysOf("due_days", count, needed: true);
        DaysOf("opens_days", count, needed: false);
        DaysOf("cutoff", count, needed: false);
        if (YearDayWords.Faulty(_form["points"], counts: true).FirstOrDefault() is { } wrong)
            Refuse("points", $"{Problems.Quote(wrong)} không phải là mốc kiểm tra. Đề nghị ghi ngày/tháng, kèm số phải đạt nếu cần, ví dụ 30/06 (1), 30/09 (2).");
    }

    private void References(Configuration configuration, bool isNew)
    {
        if (isNew && !configuration.Book.Versions(_form["code"]).IsEmpty)
            Refuse("code", $"Đã có quy tắc mã {_form["code"]}. Đề nghị chọn mã khác, hoặc mở quy tắc này để sửa.");
        foreach (var text in RuleFormNotation.ToRow(_form)["territory"].Split('|', StringSplitOptions.RemoveEmptyEntries))
            if (configuration.Tree.Find(text.TrimStart('=')) is null)
                Refuse("territory", $"Không có đơn vị mã {Problems.Quote(text.TrimStart('='))}. Đề nghị ghi mã đơn vị như ở trang Đơn vị, cách nhau bằng dấu phẩy.");
        if (_form["quantity_source"] == "figure" && configuration.Book.Versions(_form["quantity_rule"]).IsEmpty)
            Refuse("quantity_rule", "Đề nghị chọn quy tắc có kế hoạch nêu số lượng.");
        if (_form["quantity_source"] == "count" && _form.All("quantity_kinds").IsEmpty) Refuse("quantity_kinds", "Đề nghị chọn các loại tổ chức được đếm.");
    }

    private void DaysOf(string field, int count, bool needed)
    {
        var text = _form[field];
        if (text.Length == 0)
        {
            if (needed) Refuse(field, count == 1 ? "Đề nghị ghi ngày/tháng, ví dụ 31/12." : $"Đề nghị ghi {count} ngày, mỗi kỳ một ngày, cách nhau bằng dấu phẩy.");
        }
        else if (YearDayWords.Faulty(text, counts: false).FirstOrDefault() is { } wrong)
            Refuse(field, $"{Problems.Quote(wrong)} không phải là ngày/tháng có thật. Đề nghị ghi ví dụ 31/12, hoặc 31/01 năm sau.");
        else if (YearDayWords.Count(text) is var found && found != count)
            Refuse(field, count == 1 ? $"Kỳ này chỉ có một ngày, mà ô này ghi {found} ngày." : $"Mỗi năm có {count} kỳ nên cần {count} ngày, cách nhau bằng dấu phẩy; ô này ghi {found} ngày.");
    }

    private void Whole(string field, string label, int least, int most)
    {
        if (!IsWhole(_form[field], least, most)) Refuse(field, $"{label} phải là số nguyên từ {least} đến {most}.");
    }

    private static bool IsWhole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private void Refuse(string field, string sentence) => _faults.TryAdd(field, sentence);

    [GeneratedRegex(@"\b(?<days>[0-9]{1,5})D\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PackDays();
}
