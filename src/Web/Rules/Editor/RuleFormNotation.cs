using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HoiQC.Domain.Events;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Rules.Editor;

/// <summary>
/// The editor's form and a row of a rule pack, each made from the other without loss. The row's first day is not in the form: publishing decides it. Fields of another kind of
/// period, or of another subject, than the chosen one are not written.
/// </summary>
public static partial class RuleFormNotation
{
    /// <summary>Columns that stand in the form under their own name, as they are.</summary>
    public static readonly ImmutableArray<string> Plain =
    [
        "code", "name", "short_name", "gap", "subject", "inclusive", "min_count", "lead_days", "counts_from", "roll", "escalate_after_days", "legal_basis", "status", "grace_days",
        "special_status", "notice_days",
    ];

    /// <summary>The form of a row.</summary>
    public static RuleForm ToForm(IReadOnlyDictionary<string, string> row)
    {
        var form = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var column in Plain) Put(column, Cell(column));
        foreach (var column in new[] { "owner_kinds", "levels", "bloc_members", "evidence" }) form[column] = Parts(Cell(column));
        var position = Cell("position");
        Put("position", position is "" or "Chair" or "Secretary" ? position : "other");
        Put("position_other", position is "Chair" or "Secretary" ? "" : position);
        Put("enabled", Cell("enabled") == "yes" ? "yes" : "");
        Put("territory", string.Join(", ", Parts(Cell("territory"))));
        Put("basis_until", Day(Cell("basis_until"), "yyyy-MM-dd", Vietnamese.Date));
        PutSchedule();
        PutQuantity();
        PutReminders();
        return new(form.ToImmutable());

        string Cell(string column) => row.TryGetValue(column, out var text) ? text : "";

        void Put(string field, string text) => form[field] = [text];

        void PutSchedule()
        {
            var period = Cell("period").Split("..", 2);
            Put("period", period.Length == 2 ? "reporting" : period[0]);
            Put("period_from", period.Length == 2 ? period[0] : "");
            Put("period_to", period.Length == 2 ? period[1] : "");
            if (RuleForm.IsEvent(period[0]))
            {
                if (Offsets().Match(Cell("due")) is not { Success: true } offset) return;
                Put("due_amount", offset.Groups["amount"].Value);
                Put("due_unit", offset.Groups["unit"].Value);
                Put("due_event", offset.Groups["event"].Value);
                Put("opens_before", Cell("opens").TrimEnd('D'));
                return;
            }
            Put("due_days", YearDayWords.ToForm(Cell("due")));
            Put("opens_days", YearDayWords.ToForm(Cell("opens")));
            Put("cutoff", YearDayWords.ToForm(Cell("cutoff")));
            Put("points", YearDayWords.ToForm(Cell("checkpoints").Length > 0 ? Cell("checkpoints") : Cell("checkpoint")));
            Put("points_column", Cell("checkpoint").Length > 0 ? "checkpoint" : "checkpoints");
        }

        void PutQuantity()
        {
            var source = Cell("quantity_from");
            if (source.StartsWith("count:", StringComparison.Ordinal))
            {
                Put("quantity_source", "count");
                form["quantity_kinds"] = Parts(source[6..]);
            }
            else if (Figures().Match(source) is { Success: true } figure)
            {
                Put("quantity_source", "figure");
                foreach (var part in new[] { "rule", "field", "kind" }) Put($"quantity_{part}", figure.Groups[part].Value);
            }
        }

        void PutReminders()
        {
            List<int> days = [.. Cell("reminders").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
            Put("remind_before", string.Join(", ", days.Where(day => day < 0).Select(day => -day)));
            Put("remind_on", days.Contains(0) ? "yes" : "");
            Put("remind_after", string.Join(", ", days.Where(day => day > 0)));
        }
    }

    /// <summary>The row of a form; a column with nothing in it is empty. The form need not make sense: what does not is left as it is, for the check.</summary>
    public static ImmutableDictionary<string, string> ToRow(RuleForm form)
    {
        var row = PackNotation.Columns.Where(column => column != PackNotation.ValidFrom).ToImmutableDictionary(column => column, _ => "", StringComparer.Ordinal).ToBuilder();
        foreach (var column in Plain) row[column] = form[column];
        foreach (var column in new[] { "owner_kinds", "levels", "evidence" }) row[column] = string.Join('|', form.All(column));
        if (form["subject"] == "bloc") row["bloc_members"] = string.Join('|', form.All("bloc_members"));
        if (form["subject"] == "position") row["position"] = form["position"] == "other" ? form["position_other"] : form["position"];
        row["enabled"] = form.Has("enabled", "yes") ? "yes" : "no";
        row["territory"] = string.Join('|', form["territory"].Split([',', '|', ' ', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        row["basis_until"] = Days.Read(form["basis_until"]) is { } until ? $"{until:yyyy-MM-dd}" : form["basis_until"];
        row["period"] = form.Period == "reporting" ? $"{YearDayWords.ToPack(form["period_from"])}..{YearDayWords.ToPack(form["period_to"])}" : form.Period;
        if (form.CountsFromEvent)
        {
            var side = form.Period == "before_event" ? "before" : "after";
            row["due"] = form.Period == "on_demand" && form["due_amount"].Length == 0 ? "" : $"{form["due_amount"]}{form["due_unit"]} {side} {(form.Period == "on_demand" ? EventKind.Request.Code : form["due_event"])}";
            row["opens"] = form["opens_before"].Length > 0 ? form["opens_before"] + "D" : "";
        }
        else
        {
            row["due"] = YearDayWords.ToPack(form["due_days"]);
            row["opens"] = YearDayWords.ToPack(form["opens_days"]);
            row["cutoff"] = YearDayWords.ToPack(form["cutoff"]);
            row[form["points_column"] == "checkpoint" ? "checkpoint" : "checkpoints"] = YearDayWords.ToPack(form["points"]);
        }
        row["quantity_from"] = form["quantity_source"] switch
        {
            "figure" => $"{form["quantity_rule"]}.{form["quantity_field"]}@{form["quantity_kind"]}",
            "count" => $"count:{string.Join('|', form.All("quantity_kinds"))}",
            _ => "",
        };
        row["reminders"] = string.Join(',', [.. Numbers("remind_before").Select(day => "-" + day), .. form.Has("remind_on", "yes") ? new[] { "0" } : [], .. Numbers("remind_after").Select(day => "+" + day)]);
        return row.ToImmutable();

        IEnumerable<string> Numbers(string field) => NumbersOf(form[field]);
    }

    /// <summary>The items of a list of numbers as it is typed: "120, 90, 60".</summary>
    internal static string[] NumbersOf(string text) => text.Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableArray<string> Parts(string text) => [.. text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string Day(string text, string form, Func<DateOnly, string> write) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? write(day) : text;

    [GeneratedRegex(@"^(?<amount>[0-9]+)(?<unit>D|BD|M|Y) (before|after) (?<event>.+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Offsets();

    [GeneratedRegex(@"^(?<rule>[^.@]+(\.[^.@]+)*)\.(?<field>[a-z_]+)@(?<kind>[A-Za-z]+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Figures();
}
