using System.Collections.Immutable;
using System.Security.Cryptography;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;

namespace HoiQC.Silo.Import;

/// <summary>
/// What the record says of an import: one row with its sums and the hash of each file, one for each unit and rule version that is new or changed, and one for all bodies
/// together: the files themselves say which, and their hashes prove them.
/// </summary>
internal static class ImportEntries
{
    /// <summary>The entries of an import that changed something; none where everything was there already.</summary>
    public static IEnumerable<RecordEntry> Of(
        ImportReport report, ImportFiles files, string? sample, (UnitTreeDocument Before, UnitTreeDocument After) units, (RuleBookDocument Before, RuleBookDocument After) rules)
    {
        var tallies = new[] { report.Units, report.Bodies, report.Rules, report.Tracking, report.Evidence };
        if (report.ObligationsMade == 0 && units.Before.Version == units.After.Version && rules.Before.Version == rules.After.Version && tallies.All(tally => tally is { New: 0, Changed: 0 })) yield break;

        yield return new("import.stored", sample ?? "tệp", null, null, RecordJson.Of(new
        {
            report.Units,
            report.Bodies,
            report.Rules,
            report.Tracking,
            report.Evidence,
            report.ObligationsMade,
            files = files.Contents.ToImmutableSortedDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value)), StringComparer.Ordinal),
        }));
        foreach (var entry in ConfigurationEntries.Of(units.Before, units.After)) yield return entry;
        foreach (var entry in ConfigurationEntries.Of(rules.Before, rules.After)) yield return entry;
        if (report.Bodies is { New: > 0 } or { Changed: > 0 }) yield return new("bodies.imported", Sheet.Bodies.File, null, null, RecordJson.Of(report.Bodies));
    }
}
