using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Deadlines;

/// <summary>An obligation whose checkpoint has come, with what a decision needs.</summary>
internal sealed record DueObligation(ObligationRow Row, string Unit, DateOnly? LastDay, ImmutableArray<Evidence> Evidence);

/// <summary>Obligations of one rule and period without evidence, of bodies without a last day, that are bound alike and stand alike: what becomes of one becomes of all.</summary>
/// <param name="One">One of them.</param>
/// <param name="Ids">All of them.</param>
/// <param name="Units">The units they are of.</param>
internal sealed record AlikeObligations(DueObligation One, ImmutableArray<long> Ids, ImmutableArray<string> Units);

/// <summary>How far somebody has come who goes through what is due, one rule and period after the other.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Period">The period's key.</param>
/// <param name="Id">The last obligation of them that was looked at.</param>
internal sealed record Reached(string Rule, string Period, long Id)
{
    /// <summary>At a row.</summary>
    public static Reached At(ObligationRow row) => new(row.Key.Rule, row.Key.Period, row.Id);
}

/// <summary>A row to be made: who, what, and how it came to stand as it does now.</summary>
/// <param name="Body">Who.</param>
/// <param name="Opening">Which version and period.</param>
/// <param name="Bound">What it is bound by.</param>
/// <param name="Event">Id of the event it counts from; null for a calendar rule.</param>
/// <param name="Progress">What happened since it opened.</param>
internal sealed record NewObligation(BodyRow Body, OpeningPeriod Opening, BindingRow Bound, string? Event, Progress Progress)
{
    /// <summary>Its key.</summary>
    public ObligationKey Key => new(Body.Id, Opening.Version.Code, Opening.Period.Key);

    /// <summary>What bound it before, oldest first: nothing, or that its event was not known yet, or a number before it was raised.</summary>
    public ImmutableArray<BindingRow> Earlier { get; init; } = [];
}

/// <summary>Red transitions that no alert speaks of yet: one instant, rule, year and kind in one unit.</summary>
internal sealed record UntoldRed(string Unit, string Rule, int Year, Status Kind, DateTimeOffset At, long LastSeq);

/// <summary>What the sweep needs of the tables.</summary>
internal interface IDeadlineStore
{
    /// <summary>Rows whose next checkpoint is not later than now and that are not set aside, those of one rule and period beside each other, the rule and period with the oldest checkpoint first, from one snapshot.</summary>
    /// <param name="now">Now.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="after">Only those that come after this in that order; null for the first.</param>
    Task<ImmutableArray<DueObligation>> Due(DateTimeOffset now, int limit, CancellationToken cancellationToken, Reached? after = null);

    /// <summary>Of the next of these rows, those of which eight or more stand alike, without reading each of them.</summary>
    /// <param name="now">Now.</param>
    /// <param name="limit">How many rows are looked at.</param>
    /// <param name="after">Where the last call ended; null at the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Them, how many rows were looked at, and how far it came; null at the end.</returns>
    Task<(ImmutableArray<AlikeObligations> Groups, int Looked, Reached Reached)?> DueAlike(DateTimeOffset now, int limit, Reached? after, CancellationToken cancellationToken);

    /// <summary>Saves what was decided about one of each group for all of it, as <see cref="Record(IReadOnlyList{Decision}, CancellationToken)"/> does.</summary>
    Task<(int Saved, HashSet<(string Unit, int Year)> Touched)> Record(IReadOnlyList<(AlikeObligations Alike, Decision Decision)> chunk, CancellationToken cancellationToken);

    /// <summary>Saves a chunk in one transaction. A row that changed meanwhile is left as it is; the next round meets it. A newer configuration saves nothing.</summary>
    /// <returns>How many rows were saved, and the units and years whose boards they change.</returns>
    Task<(int Saved, HashSet<(string Unit, int Year)> Touched)> Record(IReadOnlyList<Decision> chunk, CancellationToken cancellationToken);

    /// <summary>Bodies of these kinds that have no row for the rule and period.</summary>
    Task<ImmutableArray<BodyRow>> BodiesWithout(string rule, string period, ImmutableArray<string> kinds, CancellationToken cancellationToken);

    /// <summary>Codes of rules whose publication is still being applied.</summary>
    Task<ImmutableHashSet<string>> BeingPublished(CancellationToken cancellationToken);

    /// <summary>Makes rows in one transaction, with their transitions and reminders, once by their key. Nothing when the configuration is newer.</summary>
    Task<HashSet<(string Unit, int Year)>> Make(IReadOnlyList<NewObligation> rows, long configurationVersion, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Leaves an obligation that cannot be computed alone until then, with the error kept beside it.</summary>
    Task SetAside(long obligation, DateTimeOffset until, string error, CancellationToken cancellationToken);

    /// <summary>The instants after one at which something may change, the earliest first; perhaps also some at which nothing does any more.</summary>
    Task<ImmutableArray<DateTimeOffset>> NextCheckpoints(DateTimeOffset after, int limit, CancellationToken cancellationToken);

    /// <summary>Notes checkpoints that rows have and nobody noted, as where rows were changed by hand.</summary>
    /// <returns>How many instants were missing.</returns>
    Task<int> NoteMissing(CancellationToken cancellationToken);

    /// <summary>Forgets checkpoints up to an instant at which nothing changes any more, some hundred at a time.</summary>
    Task Forget(DateTimeOffset upTo, CancellationToken cancellationToken);

    /// <summary>Red transitions (to Overdue or Escalated, by the clock) not yet told, grouped, up to an instant all of whose rows are recorded; oldest first.</summary>
    Task<ImmutableArray<UntoldRed>> UntoldReds(DateTimeOffset upTo, CancellationToken cancellationToken);

    /// <summary>Writes alerts (each once by unit, rule, year, kind and instant) and marks what they speak of as told, up to an instant and a number, in one transaction.</summary>
    Task Tell(IReadOnlyList<AlertRow> alerts, DateTimeOffset upTo, long lastSeq, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The newest recorded instant of any table; null for none. A clock before it is refused.</summary>
    Task<DateTimeOffset?> NewestRecorded(CancellationToken cancellationToken);
}
