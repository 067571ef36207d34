using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Silo.Publications;

namespace HoiQC.Silo.Record;

/// <summary>What the record says of changes of rules, calendars, units and of what is tracked. A version stands beside the one before it.</summary>
internal static class ConfigurationEntries
{
    /// <summary>A version that was published: of a rule, or of the calendar.</summary>
    /// <param name="draft">What was published.</param>
    public static RecordEntry Published(ReadDraft draft)
    {
        if (draft.Rule is not { } rule)
        {
            var calendars = draft.Calendar.All().OrderBy(calendar => calendar.Number).ToList();
            return new("calendar.published", Version("lịch", draft.Number), null, calendars.Count > 1 ? Calendar(calendars[^2]) : null, Calendar(calendars[^1]));
        }
        ImmutableArray<RuleRecord> versions = [.. draft.Rules.Rules.Where(version => version.Code == rule).OrderBy(version => version.Number)];
        return Of("rule.published", versions[^1], versions.Length > 1 ? versions[^2] : null);
    }

    /// <summary>Every obligation has followed a publication.</summary>
    public static RecordEntry Applied(PublicationRow row) => new(
        "publication.applied", Version(row.Rule ?? "lịch", row.Version), null, null, RecordJson.Of(row.Effects));

    /// <summary>Units that are new or other than before, each by itself.</summary>
    public static IEnumerable<RecordEntry> Of(UnitTreeDocument before, UnitTreeDocument after)
    {
        var known = before.Units.ToDictionary(unit => unit.Code, StringComparer.Ordinal);
        foreach (var unit in after.Units)
        {
            var old = known.GetValueOrDefault(unit.Code);
            if (old != unit) yield return new(old is null ? "unit.added" : "unit.changed", unit.Code, unit.Code, old is null ? null : RecordJson.Of(old), RecordJson.Of(unit));
        }
    }

    /// <summary>Rule versions that came with a file, each by itself, and what is tracked since when.</summary>
    public static IEnumerable<RecordEntry> Of(RuleBookDocument before, RuleBookDocument after)
    {
        var stored = before.Rules.Select(rule => (rule.Code, rule.Number)).ToHashSet();
        foreach (var versions in after.Rules.GroupBy(rule => rule.Code, StringComparer.Ordinal))
        {
            RuleRecord? old = null;
            foreach (var version in versions.OrderBy(version => version.Number))
            {
                if (!stored.Contains((version.Code, version.Number))) yield return Of("rule.imported", version, old);
                old = version;
            }
        }
        var tracked = before.Tracking.ToDictionary(row => (row.Rule, row.Level), row => row.FirstYear);
        foreach (var row in after.Tracking)
        {
            int? old = tracked.TryGetValue((row.Rule, row.Level), out var year) ? year : null;
            if (old != row.FirstYear)
                yield return new("rule.tracked", $"{row.Rule}/{row.Level}", null, old is null ? null : RecordJson.Of(new { firstYear = old }), RecordJson.Of(new { row.FirstYear }));
        }
    }

    private static RecordEntry Of(string what, RuleRecord version, RuleRecord? before) => new(what, Version(version.Code, version.Number), null, before is null ? null : Rule(before), Rule(version));

    /// <summary>A version with the cells that say something.</summary>
    private static string Rule(RuleRecord version) => RecordJson.Of(new
    {
        version.Number,
        version.From,
        version.Author,
        version.Note,
        row = version.Row.Where(cell => cell.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal),
    });

    private static string Calendar(CalendarRecord calendar) => RecordJson.Of(calendar);

    private static string Version(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name} v{number}");
}
