using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Domain.Events;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Store;

/// <summary>
/// Opens what an event opens, and voids it when the event is taken back, inside the transaction that stores the event. A row knows from when its event was
/// known: before that instant it has no data, and no board of an earlier day shows it.
/// </summary>
internal sealed class EventConsequences(DbConnection connection, Configuration configuration, ObligationWriter writer, DateTimeOffset now)
{
    private const int MostOfADay = 99;

    /// <summary>Units and years whose boards changed.</summary>
    public HashSet<(string Unit, int Year)> Touched { get; } = [];

    /// <summary>Keys of what was opened.</summary>
    public List<ObligationKey> Opened { get; } = [];

    /// <summary>The obligations an event is to open.</summary>
    public ImmutableArray<EventOpening> OpenedBy(BodyRow body, EventRow happened) => happened.ToFact() is { } fact
        ? EventOpenings.Of(configuration.Book, configuration.Calendar, fact, configuration.ToOwner(body), Others(body).Select(configuration.ToOwner))
        : [];

    /// <summary>Makes their rows.</summary>
    /// <param name="body">Whose event it is.</param>
    /// <param name="happened">The event; stored.</param>
    /// <param name="openings">What it opens.</param>
    /// <param name="at">The instant from which it is known.</param>
    public void Open(BodyRow body, EventRow happened, ImmutableArray<EventOpening> openings, DateTimeOffset at)
    {
        foreach (var (owner, opening) in openings)
        {
            var onDemand = opening.Version.Schedule is Schedule.Anchored { Anchor: Anchor.OnDemand };
            var unknown = BindingRow.Of(opening, configuration.CalendarNumber) with { Given = onDemand ? happened.Due : null };
            var bound = unknown with { From = at, Cause = "event:" + happened.Id };
            var taken = Taken(owner, opening.Version.Code, happened.On);
            if (taken.Find(row => row.Free) is { Id: not 0 } free)
            {
                Reopen(free.Id, happened.Id, bound);
                continue;
            }
            var place = Enumerable.Range(1, MostOfADay).First(n => taken.TrueForAll(row => row.Period != Period.OfAnchor(happened.On, n).Key));
            var made = new RaisedNumbers(connection).Make(
                owner == body.Id ? body : Others(body).First(other => other.Id == owner), opening with { Period = Period.OfAnchor(happened.On, place) },
                [unknown with { Settled = Status.NoData }, bound], happened.Id, [], now);
            writer.Make(made, now);
            Opened.Add(new(owner, opening.Version.Code, made.Opening.Period.Key));
            Touched.Add((body.Unit, ObligationWriter.YearOf(made)));
        }
    }

    /// <summary>Takes an event back, with its time and reason set: what it opened and is still open applies no more from that instant.</summary>
    public void Void(EventRow withdrawn, string cause)
    {
        EventTable.Withdraw(connection, withdrawn);
        foreach (var fact in ObligationTable.Facts(connection, configuration.Tree, ("obligation o", "o.event = @Id"), "o.id", new { withdrawn.Id }).ToList())
        {
            if (Rebinding.Now(configuration, fact, now).Status is Status.Waived or Status.NotApplicable or Status.Fulfilled or Status.FulfilledLate) continue;
            Rebinding.Save(writer, configuration, fact, fact.Row.Bound with { From = withdrawn.WithdrawnAt ?? now, Cause = cause, Settled = Status.NotApplicable }, now);
            Touched.Add((fact.Unit, fact.Row.Year));
        }
    }

    /// <summary>Evidence of the same body that is the same event and stands: what an event taken back is still attested by. Null for none.</summary>
    public string? AttestedBy(EventRow happened)
    {
        const string sql = $"""
            SELECT e.code, o.rule, o.rule_version FROM obligation o JOIN evidence e ON e.obligation = o.id
            WHERE o.body = @Body AND e.occurred_on = @on AND e.withdrawn_at IS NULL AND {EvidenceTable.Counts} ORDER BY e.id
            """;
        return connection.Rows(sql, new { happened.Body, on = Columns.Of(happened.On) }, reader => (Code: reader.GetString(0), Rule: reader.GetString(1), Version: (int)reader.GetInt64(2)))
            .FirstOrDefault(piece => configuration.Book.Find(piece.Rule, piece.Version)?.Gives?.Code == happened.Kind).Code;
    }

    /// <summary>The other bodies of a unit, by id.</summary>
    private IEnumerable<BodyRow> Others(BodyRow body) => connection.Rows(
        $"SELECT {BodyTable.Columns} FROM body b WHERE b.unit = @Unit AND b.id <> @Id ORDER BY b.id", new { body.Unit, body.Id }, reader => BodyTable.Read(reader, configuration.Tree));

    /// <summary>A row whose event was taken back is the row of the same day's event again; what had been done for it stays done.</summary>
    private void Reopen(long id, string happened, BindingRow bound)
    {
        var fact = ObligationTable.Facts(connection, configuration.Tree, ("obligation o", "o.id = @id"), "o.id", new { id }).ToList()[0];
        connection.Execute("UPDATE obligation SET event = @happened WHERE id = @id", new { id, happened });
        if (fact.Row.IsUndone) Rebinding.Save(writer, configuration, fact, bound with { Required = fact.Row.Required }, now);
        Opened.Add(fact.Row.Key);
        Touched.Add((fact.Unit, fact.Row.Year));
    }

    /// <summary>Rows that count from that day already, with whether their event was taken back.</summary>
    /// <remarks>The day is looked at here: asked for a range of periods, PostgreSQL goes through everybody's rows of that rule and day.</remarks>
    private List<(long Id, string Period, bool Free)> Taken(string body, string rule, DateOnly on) =>
    [
        .. connection.Rows(
            """
            SELECT o.id, o.period, CASE WHEN v.withdrawn_at IS NULL THEN 0 ELSE 1 END FROM obligation o LEFT JOIN event v ON v.id = o.event
            WHERE o.body = @body AND o.rule = @rule ORDER BY o.id
            """,
            new { body, rule }, reader => (Id: reader.Number(0), Period: reader.Text(1), Free: reader.Number(2) != 0))
            .Where(row => row.Period.StartsWith(Columns.Of(on), StringComparison.Ordinal)),
    ];
}
