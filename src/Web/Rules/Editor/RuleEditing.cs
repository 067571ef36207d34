using System.Collections.Immutable;
using HoiQC.Domain.Events;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Rules.Editor;

/// <summary>The editor as it is shown: the form, what is wrong with it, and what there is to choose from.</summary>
/// <param name="Form">The form.</param>
/// <param name="Faults">What is wrong, by field.</param>
/// <param name="Kinds">Kinds of body there are.</param>
/// <param name="Rules">Rules there are.</param>
public sealed record RuleEditing(RuleForm Form, ImmutableArray<FieldFault> Faults, ImmutableArray<Option> Kinds, ImmutableArray<Option> Rules) : Editing(Form, Faults)
{
    /// <summary>Most fields an evidence form may ask for.</summary>
    public const int MostEvidence = 8;

    private static readonly string[] KnownKinds =
        ["Association", "FatherlandFront", "TradeUnion", "WomensUnion", "FarmersUnion", "YouthUnion", "VeteransAssociation", "FrontBloc", "PartyCommittee", "PeoplesCommittee", "MassMobilisationBoard"];

    private static readonly string[] EvidenceFields =
    [
        "occurred_on", "document_no", "document_date", "place", "lead_body", "draft_document", "participants", "opinions", "units_inspected", "signer", "members", "chapters",
        "executive_committee", "resolution_no", "minutes", "checklist", "planned_supervisions", "planned_conferences", "associations_heard", "activity", "file",
    ];

    /// <summary>Kinds of period.</summary>
    public static readonly ImmutableArray<Option> Periods =
    [
        new("year", "Mỗi năm", "Theo lịch"), new("half", "6 tháng một lần", "Theo lịch"), new("quarter", "Mỗi quý", "Theo lịch"), new("month", "Mỗi tháng", "Theo lịch"),
        new("year_before", "Cho mỗi năm, làm trong năm trước", "Theo lịch"), new("year_after", "Cho mỗi năm, làm trong năm sau", "Theo lịch"),
        new("reporting", "Mỗi kỳ báo cáo riêng", "Theo lịch"), new("term", "Mỗi nhiệm kỳ", "Theo sự kiện"), new("before_event", "Trước mỗi sự kiện", "Theo sự kiện"),
        new("after_event", "Sau mỗi sự kiện", "Theo sự kiện"), new("on_demand", "Khi có yêu cầu đột xuất", "Theo sự kiện"),
    ];

    /// <summary>Levels of unit.</summary>
    public static readonly ImmutableArray<Option> Levels = [.. new[] { "country", "province", "district", "commune" }.Select(level => new Option(level, RuleWords.Level(level)))];

    /// <summary>"Chậm nhất" and "trước".</summary>
    public static readonly ImmutableArray<Option> Limits = [new("by", "chậm nhất"), new("before", "trước")];

    /// <summary>What a day off does.</summary>
    public static readonly ImmutableArray<Option> Rolls =
        [new("none", "giữ nguyên hạn"), new("next", "lùi sang ngày làm việc tiếp theo"), new("previous", "tính vào ngày làm việc liền trước")];

    /// <summary>Units of an offset from an event.</summary>
    public static readonly ImmutableArray<Option> Units =
        [.. new[] { ("D", OffsetUnit.Days), ("BD", OffsetUnit.WorkingDays), ("M", OffsetUnit.Months), ("Y", OffsetUnit.Years) }.Select(unit => new Option(unit.Item1, StepWords.Unit(unit.Item2)))];

    /// <summary>Events an obligation may count from.</summary>
    public static readonly ImmutableArray<Option> Events = [.. EventKind.All.Select(kind => new Option(kind.Code, kind.Phrase))];

    /// <summary>Fields an evidence form may ask for.</summary>
    public ImmutableArray<Option> Evidence => [.. EvidenceFields.Union(Form.All("evidence"), StringComparer.Ordinal).Select(name => new Option(name, Fields.Label(name)))];

    /// <summary>The kinds of body by name: those every rule pack knows, then those there are, then those the form names.</summary>
    public static ImmutableArray<Option> KindsOf(IEnumerable<string> stored, RuleForm form) =>
    [
        .. KnownKinds.Union(stored, StringComparer.Ordinal).Union(form.All("owner_kinds"), StringComparer.Ordinal).Union(form.All("bloc_members"), StringComparer.Ordinal)
            .Select(kind => new Option(kind, RuleWords.Kind(kind))),
    ];

    /// <summary>The chosen ones of a list in words; the text for none where none is.</summary>
    public string Chosen(string field, ImmutableArray<Option> options, string none) =>
        string.Join(", ", options.Where(option => Form.Has(field, option.Value)).Select(option => option.Text)) is { Length: > 0 } chosen ? chosen : none;
}
