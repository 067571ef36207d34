using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Domain.Events;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Store;

/// <summary>What follows from evidence for other obligations, inside the transaction that stores it: evidence may be an event, and may raise a number that others of the unit owe.</summary>
internal sealed class Consequences(DbConnection connection, Configuration configuration, ObligationWriter writer, DateTimeOffset now)
{
    private readonly EventConsequences _events = new(connection, configuration, writer, now);
    private readonly HashSet<(string Unit, int Year)> _renumbered = [];

    /// <summary>Units and years whose boards changed.</summary>
    public ImmutableArray<(string Unit, int Year)> Touched => [.. _events.Touched.Union(_renumbered)];

    /// <summary>Whether evidence of a rule may bring anything about.</summary>
    public static bool May(RuleBook book, string rule) => book.Versions(rule).Any(version => version.Gives is not null) || Raised(book, rule).Any();

    /// <summary>Evidence of a body's obligation that counts from now on: received where it is not reviewed, else accepted.</summary>
    public void Counting(BodyRow body, ObligationRow row, EvidenceRow evidence, DateTimeOffset since)
    {
        if (configuration.VersionOf(row)?.Gives is { } kind && evidence.Form.OccurredOn is { } day)
        {
            var known = EventTable.Standing(connection, body.Id, kind.Code, day);
            if (known is null)
            {
                var document = string.Join(", ", new[] { evidence.Form.DocumentNo, evidence.Form.Fields.GetValueOrDefault("resolution_no") }.Where(text => !string.IsNullOrEmpty(text)));
                var happened = new EventRow(EventKind.Mark + evidence.Code, body.Id, body.Unit, kind.Code, day, null, evidence.Code, null, document, "", now, null, null);
                EventTable.Write(connection, happened);
                _events.Open(body, happened, _events.OpenedBy(body, happened), since);
            }
            else if (known.Evidence is null) EventTable.Attest(connection, known.Id, evidence.Code);
        }
        Renumber(body.Unit, row, since, "quantity:" + evidence.Code);
    }

    /// <summary>Evidence of a body's obligation that was taken back, with its time and reason set.</summary>
    public void Withdrawn(BodyRow body, ObligationRow row, EvidenceRow evidence)
    {
        foreach (var happened in EventTable.Where(connection, "v.evidence = @Code AND v.withdrawn_at IS NULL", new { evidence.Code }).ToList())
        {
            // The same congress may be attested by another piece, or have been entered by hand: then it stands.
            var other = _events.AttestedBy(happened);
            if (other is not null || happened.Submission is not null) EventTable.Attest(connection, happened.Id, other);
            else _events.Void(happened with { WithdrawnAt = evidence.WithdrawnAt, WithdrawnReason = evidence.WithdrawnReason }, "withdrawn:" + evidence.Code);
        }
        Renumber(body.Unit, row, evidence.WithdrawnAt ?? now, "withdrawn:" + evidence.Code);
    }

    /// <summary>Brings the numbers that a plan's obligation raises to what its pieces say now. What a decision or a body's end has closed stays as it is.</summary>
    private void Renumber(string unit, ObligationRow plan, DateTimeOffset at, string cause)
    {
        string[] rules = [.. Raised(configuration.Book, plan.Key.Rule)];
        if (rules.Length == 0) return;
        var numbers = new RaisedNumbers(connection);
        var facts = ObligationTable.Facts(connection, configuration.Tree, ("obligation o", "o.year = @Year AND o.unit = @unit AND o.rule IN (SELECT value FROM json_each(@rules))"), "o.id", new { plan.Year, unit, rules = Query.List(rules) });
        foreach (var fact in facts.ToList())
        {
            if (configuration.VersionOf(fact.Row)?.Quantity is not { From: QuantitySource.Figure figure, Minimum: var minimum } || figure.Rule != plan.Key.Rule) continue;
            var last = numbers.Of(figure, minimum, unit, plan.Year).LastOrDefault() ?? new(at, cause, minimum);
            if (last.Required == fact.Row.Required || Rebinding.Now(configuration, fact, now).Status is Status.Waived or Status.NotApplicable) continue;
            Rebinding.Save(writer, configuration, fact, fact.Row.Bound with { From = last.From, Cause = last.Cause, Required = last.Required }, now);
            _renumbered.Add((unit, plan.Year));
        }
    }

    /// <summary>Rules some version of which takes its number from a figure of that rule's evidence.</summary>
    private static IEnumerable<string> Raised(RuleBook book, string plan) =>
        book.Codes.Where(code => book.Versions(code).Any(version => version.Quantity.From is QuantitySource.Figure figure && figure.Rule == plan));
}

/// <summary>Obligations bound anew by what happened elsewhere, brought up to now in the same write.</summary>
internal static class Rebinding
{
    /// <summary>How an obligation stands now, by what binds it so far.</summary>
    public static Standing Now(Configuration configuration, DueObligation fact, DateTimeOffset now) =>
        Ladder.Read(configuration.CourseOf(fact.Row, fact.LastDay), fact.Evidence, At(fact, now));

    /// <summary>Binds it. A binding never reaches back before the one it follows.</summary>
    public static ObligationRow Save(ObligationWriter writer, Configuration configuration, DueObligation fact, BindingRow bound, DateTimeOffset now)
    {
        var row = fact.Row;
        if (bound.From < row.Bound.From) bound = bound with { From = row.Bound.From };
        var progress = Ladder.Advance(configuration.CourseOf(row.Rebound(bound), fact.LastDay), fact.Evidence, row.Standing.Status, row.RecordedUpTo, At(fact, now));
        return writer.Save(new(row, fact.Unit, configuration.Version, progress, At(fact, now), null, null) { Bound = bound })
            ?? throw new InvalidOperationException($"Obligation {row.Key} changed inside its own transaction.");
    }

    private static DateTimeOffset At(DueObligation fact, DateTimeOffset now) => now > fact.Row.RecordedUpTo ? now : fact.Row.RecordedUpTo;
}
