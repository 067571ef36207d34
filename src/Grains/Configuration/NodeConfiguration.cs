using HoiQC.Domain.Calendars;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;

namespace HoiQC.Grains.Configuration;

/// <summary>Rules, calendars and tree of one moment. Immutable.</summary>
/// <param name="Version">Sum of the documents' versions: grows with every change.</param>
/// <param name="Tree">The units.</param>
/// <param name="Book">The rules.</param>
/// <param name="Calendars">Every version of the working days.</param>
public sealed record Configuration(long Version, UnitTree Tree, RuleBook Book, CalendarBook Calendars)
{
    /// <summary>Before anything was imported.</summary>
    public static readonly Configuration Empty = new(0, new([]), RuleBook.Empty, CalendarBook.Empty);

    /// <summary>The newest calendar.</summary>
    public WorkCalendar Calendar => Calendars.Newest;

    /// <summary>Number of the newest calendar; 0 before one was stored.</summary>
    public int CalendarNumber => Calendar.Number;

    /// <summary>The calendar of that number, or the newest where it is not known; obligations keep the one their days were worked out with.</summary>
    public WorkCalendar CalendarOf(int number) => Calendars.Of(number);

    /// <summary>Puts the documents together.</summary>
    /// <exception cref="PackFault">A stored rule cannot be read.</exception>
    public static Configuration Of(UnitTreeDocument units, RuleBookDocument rules, CalendarDocument calendar) => new(
        units.Version + rules.Version + calendar.Version,
        new(units.Units.Select(unit => new Unit(unit.Code, unit.Name, unit.ShortName, unit.Kind, unit.Level, unit.Parent, unit.ValidFrom, unit.ValidTo))),
        new(rules.Rules.Select(rule => PackNotation.Read(rule.Row, rule.Number, rule.From, rule.PublishedOn)), rules.Tracking.Select(row => new Tracking(row.Rule, row.Level, row.FirstYear))),
        new(calendar.All().Select(version => version.ToVersion())));
}

/// <summary>The tables of the configuration.</summary>
public interface IConfigurationStore
{
    /// <summary>The version of the newest configuration that is stored.</summary>
    Task<long> NewestVersion(CancellationToken cancellationToken = default);
}

/// <summary>The configuration this node works with: fed by the grains' observers, and read again every 30 s.</summary>
public interface INodeConfiguration
{
    /// <summary>The newest one seen.</summary>
    Configuration Current { get; }

    /// <summary>Reads it again from the grains.</summary>
    Task<Configuration> Refresh();
}
