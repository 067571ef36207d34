using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Rules;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Rules.Editor;

/// <summary>What editing a rule begins with and looks at: its row, what there is to choose from, and the due days it would give.</summary>
public sealed class RuleDesk(IGrainFactory grains, INodeConfiguration node, IOutlook outlook, VietnamClock clock)
{
    private const int Samples = 3;
    private const int FirstAnchor = 1950;
    private const int LastAnchor = 2090;

    /// <summary>What a new rule begins with.</summary>
    private static readonly ImmutableDictionary<string, string> Blank = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["gap"] = "còn {n}/{N} tổ chức chưa thực hiện ({list})",
        ["subject"] = "body",
        ["period"] = "year",
        ["inclusive"] = "by",
        ["min_count"] = "1",
        ["lead_days"] = "30",
        ["counts_from"] = "submitted",
        ["roll"] = "none",
        ["reminders"] = "-30,-15,-7,-3,-1,0,+1,+7,+14,+30",
        ["escalate_after_days"] = "14",
        ["evidence"] = "document_no|document_date|file",
        ["enabled"] = "yes",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The version that editing begins with: the one named, else the one in force today, else the newest. Null for a rule or a version that does not exist.</summary>
    public RuleVersion? Base(string code, int? number) =>
        number is { } named ? node.Current.Book.Find(code, named) : node.Current.Book.InForce(code, clock.Today) ?? node.Current.Book.Versions(code).LastOrDefault();

    /// <summary>The form of a version, or of a new rule.</summary>
    public async Task<RuleForm> Begin(RuleVersion? version)
    {
        if (version is null) return RuleFormNotation.ToForm(Blank);
        var document = await grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Read();
        return RuleFormNotation.ToForm(document.Rules.First(rule => rule.Code == version.Code && rule.Number == version.Number).Row);
    }

    /// <summary>The form with what there is to choose from.</summary>
    public async Task<RuleEditing> Show(RuleForm form, ImmutableArray<FieldFault> faults, CancellationToken cancellationToken = default) => new(
        form, faults, RuleEditing.KindsOf(await outlook.Kinds(cancellationToken), form), [.. node.Current.Book.Newest.Where(rule => rule.Code != form["code"]).Select(rule => new Option(rule.Code, rule.Name))]);

    /// <summary>What is wrong with the rule itself, or the version it makes.</summary>
    public (RuleVersion? Version, ImmutableArray<FieldFault> Faults) Read(RuleForm form, bool isNew) => RuleFormCheck.Read(form, node.Current, isNew, clock.Today);

    /// <summary>The next due days of three bodies under a version.</summary>
    public async Task<DuePreview> Preview(RuleVersion version, RuleForm form, CancellationToken cancellationToken = default)
    {
        var bodies = await outlook.Sample(version.Owners, clock.Today, Samples, cancellationToken);
        var anchor = Days.Read(form["anchor"]) is { Year: >= FirstAnchor and <= LastAnchor } day ? day : clock.Today;
        return DuePreview.Of(version, Base(version.Code, null), bodies, node.Current.Calendar, clock.Today, anchor);
    }

    /// <summary>The draft that publishing takes, and what is wrong with how it is to be published. Its author is whoever publishes it.</summary>
    public static (RuleDraft Draft, ImmutableArray<FieldFault> Faults) Draft(RuleForm form)
    {
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        var mode = form["mode"] is { Length: > 0 } chosen ? chosen : "next";
        var from = Days.Read(form["from"]);
        if (mode == "from" && form["from"].Length == 0) faults.Add(new("from", "Đề nghị ghi ngày bắt đầu áp dụng, ví dụ 01/01/2025."));
        else if (mode == "from" && from is null) faults.Add(new("from", $"{Problems.Quote(form["from"])} không phải là ngày có thật. Đề nghị ghi ngày/tháng/năm, ví dụ 01/01/2025."));
        int? notice = int.TryParse(form["notice_days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
        return (new(form["code"], RuleFormNotation.ToRow(form), mode, mode == "from" ? from : null, notice, null, form["note"] is { Length: > 0 } note ? note : null), faults.ToImmutable());
    }
}
