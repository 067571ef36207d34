using System.Collections.Immutable;

namespace HoiQC.Domain.Rules;

/// <summary>From which year's period a rule is tracked at a level; before it the sources say nothing (NoData, never late).</summary>
public sealed record Tracking(string Rule, string Level, int FirstYear);

/// <summary>All rules with their versions, and from when they are tracked. Immutable.</summary>
public sealed class RuleBook
{
    private readonly Dictionary<string, ImmutableArray<RuleVersion>> _versions;
    private readonly Dictionary<(string Rule, string Level), int> _tracked;
    private readonly Dictionary<string, int> _order;

    /// <summary>Rules in the pack's order, the versions of each by their from-date.</summary>
    public RuleBook(IEnumerable<RuleVersion> versions, IEnumerable<Tracking> tracking)
    {
        List<RuleVersion> all = [.. versions];
        Codes = [.. all.Select(version => version.Code).Distinct(StringComparer.Ordinal)];
        _order = Codes.Select((code, index) => (code, index)).ToDictionary(pair => pair.code, pair => pair.index, StringComparer.Ordinal);
        _versions = all.GroupBy(version => version.Code, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(version => version.From).ThenBy(version => version.Number).ToImmutableArray(), StringComparer.Ordinal);
        Tracking = [.. tracking];
        _tracked = Tracking.ToDictionary(row => (row.Rule, row.Level), row => row.FirstYear);
    }

    /// <summary>A book without rules.</summary>
    public static readonly RuleBook Empty = new([], []);

    /// <summary>Codes in the pack's order.</summary>
    public ImmutableArray<string> Codes { get; }

    /// <summary>What is tracked since when.</summary>
    public ImmutableArray<Tracking> Tracking { get; }

    /// <summary>The place of a rule in the pack.</summary>
    public int OrderOf(string code) => _order.GetValueOrDefault(code, int.MaxValue);

    /// <summary>All versions of a rule, oldest first; empty for an unknown code.</summary>
    public ImmutableArray<RuleVersion> Versions(string code) => _versions.GetValueOrDefault(code, []);

    /// <summary>That version of the rule, or null.</summary>
    public RuleVersion? Find(string code, int number) => Versions(code).FirstOrDefault(version => version.Number == number);

    /// <summary>
    /// The version under which something opens on a day; null where the legal basis of that version has ended and none has followed. Before the
    /// first one that first one stands, for periods that tracking reaches back to.
    /// </summary>
    public RuleVersion? InForce(string code, DateOnly day) => LastNotAfter(code, day) is { } version && !(version.BasisUntil < day) ? version : null;

    /// <summary>The version that names a rule for a year, on heads of columns and in sentences: the last that began by its end, also where its basis has ended; else the first.</summary>
    public RuleVersion? Of(string code, int year) => LastNotAfter(code, new(year, 12, 31));

    /// <summary>The version that begins on that day, or null: a rule has at most one.</summary>
    public RuleVersion? From(string code, DateOnly day) => Versions(code).FirstOrDefault(version => version.From == day);

    /// <summary>The book as it was on a day: without what has been published here since.</summary>
    public RuleBook KnownOn(DateOnly day) => Codes.SelectMany(code => Versions(code)).ToLookup(version => version.Published > day) is var later && later[true].Any() ? new(later[false], Tracking) : this;

    /// <summary>The newest version of every rule, in the pack's order.</summary>
    public IEnumerable<RuleVersion> Newest => Codes.Select(code => Versions(code)[^1]);

    /// <summary>
    /// The first year with a period tracked at a level: data, else that of the first period which opens on or after the rule's first day,
    /// so that nothing is late merely because a rule was saved.
    /// </summary>
    public int FirstYear(string code, string level)
    {
        if (_tracked.TryGetValue((code, level), out var first)) return first;
        var rule = Versions(code)[0];
        if (rule.Schedule is not Schedule.Periodic schedule) return rule.From is { Month: 1, Day: 1 } ? rule.From.Year : rule.From.Year + 1;
        var year = rule.From.Year;
        while (!schedule.Of(year).Any(one => Tracks(code, level, year, schedule.Opens(one.Period, one.Place)))) year++;
        return year;
    }

    /// <summary>Whether a period of that year, open from that day, is tracked at a level.</summary>
    public bool Tracks(string code, string level, int year, DateOnly opens) =>
        _tracked.TryGetValue((code, level), out var first) ? year >= first : Versions(code)[0].From is var from && year >= from.Year && opens >= from;

    /// <summary>
    /// Rules that bodies owe in a year without any row telling of it, with the level: their event is not known, or tracking begins later. Rules that
    /// are switched off, or whose basis ended before that year, are not among them.
    /// </summary>
    public IEnumerable<(RuleVersion Version, string Level)> WithoutData(int year) =>
        from code in Codes
        let version = Of(code, year)
        where version is { Enabled: true } && !(version.BasisUntil?.Year < year)
        from level in version.Owners.Levels
        where version.Schedule is Schedule.Anchored || year < FirstYear(code, level)
        select (version, level);

    private RuleVersion? LastNotAfter(string code, DateOnly day) =>
        Versions(code) is { Length: > 0 } versions ? versions.LastOrDefault(version => version.From <= day) ?? versions[0] : null;
}
