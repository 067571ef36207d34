using System.Text.Json.Nodes;
using HoiQC.Domain.Obligations;

namespace HoiQC.Chaos;

/// <summary>The numbers of a board, as text to compare.</summary>
internal static class Sums
{
    public static readonly string[] Numbers = ["all", "fulfilled", "overdue", "done", "required"];

    public static string Shown(JsonNode board) => string.Join("; ", board["totals"]!["columns"]!.AsArray()
        .Select(column => $"{column!["rule"]!.GetValue<string>()} {string.Join(' ', Numbers.Select(number => column[number]!.GetValue<int>()))}")
        .Where(text => !text.EndsWith(" 0 0 0 0 0", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    public static string Of(IEnumerable<Duty> duties, DateTimeOffset at) => string.Join("; ", duties.GroupBy(duty => duty.Rule).Select(rule =>
    {
        var sums = new int[Numbers.Length];
        foreach (var duty in rule)
        {
            var standing = duty.StandsAt(at);
            if (standing.Status is Status.Waived or Status.NotApplicable or Status.NoData or Status.Dormant) continue;
            var terms = duty.TermsAt(at);
            int[] own = [1, standing.Status is Status.Fulfilled or Status.FulfilledLate ? 1 : 0, standing.Status is Status.Overdue or Status.Escalated ? 1 : 0, standing.Done, terms.Required];
            for (var i = 0; i < own.Length; i++) sums[i] += own[i];
        }
        return $"{rule.Key} {string.Join(' ', sums)}";
    }).Where(text => !text.EndsWith(" 0 0 0 0 0", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
