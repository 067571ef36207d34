using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Publications;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Publications;

/// <summary>One obligation that a publication changes.</summary>
/// <param name="Rule">The version of the rule it is about.</param>
/// <param name="Period">Its period.</param>
/// <param name="Row">Its row; null for one that is to be made.</param>
/// <param name="Opening">For one that comes into being: under which version and terms.</param>
/// <param name="Following">For one that exists: how it is bound anew.</param>
internal sealed record PlannedChange(RuleVersion Rule, Period Period, ObligationRow? Row, OpeningPeriod? Opening, Following? Following)
{
    public Effect Effect => Following?.Effect ?? Effect.Created;

    public DateOnly? OldDue => Effect == Effect.Created ? null : Row!.Due;

    public DateOnly? NewDue => Following is null ? Opening!.Terms.Due : Following.Terms?.Due;

    public bool Noticed => Following?.Noticed ?? Opening!.Noticed is not null;

    /// <summary>How many are owed, where that is another number than before.</summary>
    public int? OtherNumber => Following?.Terms?.Required is { } required && required != Row!.Required ? required : null;

    /// <summary>Whether its body is told.</summary>
    public bool Tells => Effect != Effect.Kept || Noticed || OtherNumber is not null;
}

/// <summary>What a publication changes for one body.</summary>
internal sealed record BodyPlan(BodyRow Body, ImmutableArray<PlannedChange> Changes);

/// <summary>What a publication does to whom, read from the tables; the same whether it is shown or done.</summary>
/// <param name="configuration">Rules, calendars and units, the new version among them.</param>
/// <param name="at">The instant of the publication.</param>
internal abstract class Plan(Configuration configuration, DateTimeOffset at)
{
    private const int AtATime = 2_000;

    /// <summary>Ids of bodies that it may concern after that one, in order.</summary>
    public abstract List<string> Candidates(DbConnection connection, string after, int limit);

    /// <summary>Those of some bodies that it concerns, in the order of their ids.</summary>
    /// <param name="connection">In a snapshot or a transaction.</param>
    /// <param name="ids">Ids of the bodies; their rows are held in memory while they are read.</param>
    public abstract IEnumerable<BodyPlan> Read(DbConnection connection, IReadOnlyList<string> ids);

    /// <summary>All bodies it concerns, in the order of their ids; memory holds some of them at a time.</summary>
    public IEnumerable<BodyPlan> ReadAll(DbConnection connection)
    {
        for (var ids = Candidates(connection, "", AtATime); ids.Count > 0; ids = Candidates(connection, ids[^1], AtATime))
            foreach (var body in Read(connection, ids)) yield return body;
    }

    /// <summary>The first sentence of what bodies are told.</summary>
    public abstract string Head { get; }

    /// <summary>Whether what bodies are told names rules.</summary>
    public abstract bool NamesRules { get; }

    protected Configuration Configuration => configuration;

    public DateTimeOffset At => at;

    /// <summary>An obligation as it stood at the publication; closed if it has been closed since. Null for one that cannot be computed, which stays as it is.</summary>
    protected MetObligation? Meet(DbConnection connection, ObligationRow row, DateOnly? lastDay)
    {
        if (Period.Parse(row.Key.Period) is not { } period) return null;
        try
        {
            // A chunk computes every row it binds anew, so what would throw there is left out here, whether or not its status had to be read.
            var course = configuration.CourseOf(row, lastDay);
            return new(period, row.RuleVersion, row.Opens, row.Due, row.Required, StatusOf(connection, row, course))
            {
                Given = row.Bound.Given,
                Noticed = row.Bound.Noticed,
                ExtendedTo = row.Bound.ExtendedTo,
                Supplement = row.Bound.Supplement,
                LastDay = lastDay,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Rows of a query that begins with the columns of a body and goes on with those of its obligation, body by body.</summary>
    protected static IEnumerable<(BodyRow Body, List<ObligationRow> Rows)> ByBody(IEnumerable<(BodyRow? Body, string Id, ObligationRow? Row)> rows)
    {
        BodyRow? body = null;
        List<ObligationRow> held = [];
        foreach (var (next, id, row) in rows)
        {
            if (body is not null && body.Id != id)
            {
                yield return (body, held);
                (body, held) = (null, []);
            }
            body ??= next;
            if (row is not null) held.Add(row);
        }
        if (body is not null) yield return (body, held);
    }

    private Status StatusOf(DbConnection connection, ObligationRow row, Course course)
    {
        var standing = row.Standing;
        if (row.RecordedUpTo >= at)
            return standing.Status.IsSettled() || standing.Since <= at ? standing.Status : Read(connection, row, course);
        return standing.Next is null || standing.Next > at ? standing.Status : Read(connection, row, course);
    }

    private Status Read(DbConnection connection, ObligationRow row, Course course) =>
        Ladder.Read(course, ObligationTable.EvidenceOf(connection, row.Id), at).Status;
}
