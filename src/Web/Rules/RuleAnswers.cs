using System.Collections.Immutable;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;

namespace HoiQC.Web.Rules;

/// <summary>A version of a rule.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="From">First day it is in force.</param>
/// <param name="Basis">Document and article.</param>
/// <param name="BasisUntil">Last day of the basis: nothing opens under the version after it; null for no end.</param>
/// <param name="Enabled">Whether it is switched on.</param>
/// <param name="Sentence">The rule in words.</param>
/// <param name="PublishedOn">The day it was published here; null for one that came with a pack.</param>
/// <param name="Author">Who published it.</param>
/// <param name="Note">Why.</param>
/// <param name="Changes">In what it differs from the version before, part by part; empty for the first.</param>
public sealed record RuleVersionAnswer(
    int Number, DateOnly From, string Basis, DateOnly? BasisUntil, bool Enabled, string Sentence, DateOnly? PublishedOn, string? Author, string? Note,
    ImmutableArray<RuleChange> Changes);

/// <summary>A rule with its versions.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name in the version in force.</param>
/// <param name="ShortName">The head of its column.</param>
/// <param name="Enabled">Whether the version in force is switched on.</param>
/// <param name="Version">Number of the version in force today; null where a basis has ended and none has followed, or the first is still to come.</param>
/// <param name="Sentence">The rule in words, as it stands today or will.</param>
/// <param name="NextDue">Its next three due days; empty for a rule that hangs on events.</param>
/// <param name="Warnings">What an administrator should look at.</param>
/// <param name="Versions">All versions, oldest first.</param>
public sealed record RuleAnswer(
    string Code, string Name, string ShortName, bool Enabled, int? Version, string Sentence, ImmutableArray<DateOnly> NextDue, ImmutableArray<string> Warnings,
    ImmutableArray<RuleVersionAnswer> Versions)
{
    private const int Next = 3;

    /// <summary>The answer for a rule of the book on a day.</summary>
    /// <param name="configuration">Rules, tree, calendar.</param>
    /// <param name="records">The versions as they are stored.</param>
    /// <param name="code">The rule.</param>
    /// <param name="today">The day.</param>
    public static RuleAnswer Of(Configuration configuration, IReadOnlyCollection<RuleRecord> records, string code, DateOnly today)
    {
        var (book, tree) = (configuration.Book, configuration.Tree);
        var versions = book.Versions(code);
        var current = ShownRule.Of(book, code, today);
        var inForce = current.From <= today && !(current.BasisUntil < today);
        var byNumber = records.Where(record => record.Code == code).ToLookup(record => record.Number);
        return new(
            code, current.Name, current.ShortName, current.Enabled, inForce ? current.Number : null, RuleWords.Sentence(current),
            [.. Upcoming.Of(book, code, configuration.Calendar, today, Next).Select(next => next.Day.Due)], [.. RuleWarnings.Of(book, code, tree, today)],
            [.. versions.Select((version, index) => Answer(version, index == 0 ? null : versions[index - 1]))]);

        RuleVersionAnswer Answer(RuleVersion version, RuleVersion? before)
        {
            var record = byNumber[version.Number].FirstOrDefault();
            return new(
                version.Number, version.From, version.LegalBasis, version.BasisUntil, version.Enabled, RuleWords.Sentence(version), version.Published, record?.Author, record?.Note,
                before is null ? [] : RuleParts.Between(before, version, tree));
        }
    }
}

/// <summary>Which version of a rule a page or an answer speaks of.</summary>
public static class ShownRule
{
    /// <summary>The last version that has begun, else the first that will.</summary>
    public static RuleVersion Of(RuleBook book, string code, DateOnly today)
    {
        var versions = book.Versions(code);
        return versions.LastOrDefault(version => version.From <= today) ?? versions[0];
    }
}
