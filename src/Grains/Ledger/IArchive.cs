using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Ledger;

/// <summary>Which past a reading shows.</summary>
/// <param name="Day">The day whose last instant it is.</param>
/// <param name="Happened">True for basis=happened: evidence counts by the day it happened, whenever it was received.</param>
public sealed record AsOf(DateOnly Day, bool Happened);

/// <summary>Parts of a board from one snapshot.</summary>
/// <param name="Number">The newest transition number in that snapshot; 0 for as-of readings.</param>
/// <param name="Lines">The lines, those without data included.</param>
public sealed record Parts(long Number, ImmutableArray<Part> Lines);

/// <summary>
/// Readings of the tables. Each takes the status column where the row's next checkpoint lies ahead of now and runs the ladder where it does not;
/// as-of readings run the ladder over facts, streamed. Rows without data (NoData) are part of every board reading: a rule that includes a body's
/// kind and level but is not tracked for the year gives a line <see cref="Line.NoData"/>.
/// </summary>
public interface IArchive
{
    /// <summary>A unit's board: its child units (each with everything below it) and its own bodies.</summary>
    /// <param name="unit">Unit code; it exists.</param>
    /// <param name="year">Year of the obligations.</param>
    /// <param name="asOf">The past to show; null for now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Parts> Board(string unit, int year, AsOf? asOf, CancellationToken cancellationToken = default);

    /// <summary>Only the lines of the own bodies of each of these units, in their order, from one snapshot with its newest number. Now.</summary>
    Task<ImmutableArray<BoardLines>> OwnLines(IReadOnlyCollection<string> units, int year, CancellationToken cancellationToken = default);

    /// <summary>Every commune at or below a unit as a row (level=commune).</summary>
    Task<Parts> Communes(string unit, int year, AsOf? asOf, CancellationToken cancellationToken = default);

    /// <summary>Every body at or below a unit that owes the rule in the year (lines with a denominator and without), at a past day or now.</summary>
    /// <param name="unit">Unit code.</param>
    /// <param name="rule">Rule code.</param>
    /// <param name="year">Year of the obligations.</param>
    /// <param name="asOf">The past to show; null for now.</param>
    /// <param name="dueBy">Only obligations due by that day; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<Owing>> Owing(string unit, string rule, int year, AsOf? asOf, DateOnly? dueBy = null, CancellationToken cancellationToken = default);

    /// <summary>Years that have rows at or below a unit, with how many obligations of each are still owed (in the denominator, not fulfilled), newest first.</summary>
    Task<ImmutableArray<(int Year, int All, int Owed, int Overdue)>> Years(string unit, AsOf? asOf, CancellationToken cancellationToken = default);

    /// <summary>The newest transition number there is; may be half a second old unless it is asked for exactly.</summary>
    Task<long> Newest(bool exact = false, CancellationToken cancellationToken = default);

    /// <summary>The newest transition and the newest row of the record, now: while both stay, nothing that a board shows was stored.</summary>
    Task<(long Transition, long Record)> NewestRows(CancellationToken cancellationToken = default);

    /// <summary>Units whose bodies have transitions after one number and not after another.</summary>
    Task<ImmutableArray<string>> UnitsChangedAfter(long number, long upTo, CancellationToken cancellationToken = default);

    /// <summary>Whether anything of the bodies of a unit was recorded after one number, with nothing missing that was recorded up to another.</summary>
    /// <param name="unit">Unit code.</param>
    /// <param name="number">The one number.</param>
    /// <param name="upTo">The other.</param>
    /// <param name="below">Whether the bodies of all units below it are meant too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<bool> ChangedAfter(string unit, long number, long upTo, bool below, CancellationToken cancellationToken = default);

    /// <summary>Transitions after a number, oldest first.</summary>
    Task<ImmutableArray<TransitionRow>> Transitions(long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Transitions of one obligation, oldest first.</summary>
    Task<ImmutableArray<TransitionRow>> TransitionsOf(ObligationKey key, CancellationToken cancellationToken = default);

    /// <summary>Alerts at or below a unit, newest first; null year for all.</summary>
    Task<ImmutableArray<AlertRow>> Alerts(string unit, int? year, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reliefs of one obligation, oldest first.</summary>
    Task<ImmutableArray<ReliefRow>> ReliefsOf(ObligationKey key, CancellationToken cancellationToken = default);

    /// <summary>Reliefs at or below a unit, newest first; null kind for all.</summary>
    Task<ImmutableArray<ListedRelief>> Reliefs(string unit, ReliefKind? kind, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many pieces wait for review at each body at or below a unit, for obligations of a year; bodies with none are left out.</summary>
    /// <param name="unit">Unit code.</param>
    /// <param name="year">Year of the obligations.</param>
    /// <param name="asOf">The past to show, by receipt; null for now.</param>
    /// <param name="lateBefore">What was received before that day is late.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<WaitingCount>> Waiting(string unit, int year, AsOf? asOf, DateOnly lateBefore, CancellationToken cancellationToken = default);

    /// <summary>The pieces that wait for review at or below a unit, those received first first, at most so many; null year for all.</summary>
    Task<ImmutableArray<ListedEvidence>> Reviews(string unit, int? year, AsOf? asOf, int limit, CancellationToken cancellationToken = default);

    /// <summary>One piece by its receipt code; null for none.</summary>
    Task<ListedEvidence?> Evidence(string code, CancellationToken cancellationToken = default);

    /// <summary>Bodies of one unit, in the order of their ids.</summary>
    Task<ImmutableArray<BodyRow>> BodiesOf(string unit, CancellationToken cancellationToken = default);

    /// <summary>Bodies at or below a unit whose name holds the text, without regard to diacritics and case.</summary>
    Task<ImmutableArray<BodyRow>> SearchBodies(string unit, string text, int limit, CancellationToken cancellationToken = default);

    /// <summary>What is owed next at a body, or at the bodies at or below a unit: in the denominator and not fulfilled, by due day.</summary>
    Task<ImmutableArray<(BodyRow Body, ObligationRow Row)>> DueNext(string? body, string? unit, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reminders of a body, or at or below a unit, newest first.</summary>
    Task<ImmutableArray<ReminderRow>> Reminders(string? body, string? unit, int limit, CancellationToken cancellationToken = default);

    /// <summary>Events of a body by their day, with the keys of what each opened, for others of its unit too.</summary>
    Task<ImmutableArray<(EventRow Event, ImmutableArray<ObligationKey> Opened)>> Events(string body, CancellationToken cancellationToken = default);

    /// <summary>Bodies at or below a unit that hold term congresses, the most urgent first, and how many they are; those that have ended are left out.</summary>
    Task<(int All, ImmutableArray<CongressRow> Worst)> Congresses(string unit, int limit, CancellationToken cancellationToken = default);

    /// <summary>Says that someone has seen every reminder of a body that came so far.</summary>
    Task MarkSeen(string body, Actor by, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Calls made to a body, or at or below a unit, newest first.</summary>
    Task<ImmutableArray<CallRow>> Calls(string? body, string? unit, int limit, CancellationToken cancellationToken = default);

    /// <summary>Writes a call down; the same again is one call.</summary>
    Task AddCall(CallRow call, Actor by, CancellationToken cancellationToken = default);

    /// <summary>What the data folder is: a sample's name and year, or nothing; whether it is a demonstration; whether it was filled.</summary>
    Task<FolderFacts> Folder(CancellationToken cancellationToken = default);
}

/// <summary>What a data folder says of itself.</summary>
/// <param name="HasData">Whether it was filled, be it only with the rules of an empty start.</param>
/// <param name="Sample">Name of the sample it was filled with; null for own data.</param>
/// <param name="SampleYear">The year the sample opens on.</param>
/// <param name="Demonstration">First started with a moved clock: a demonstration for ever.</param>
public sealed record FolderFacts(bool HasData, string? Sample, int? SampleYear, bool Demonstration);
