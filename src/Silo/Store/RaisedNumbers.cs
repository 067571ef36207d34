using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Store;

/// <summary>Numbers that a rule takes from elsewhere, read inside the transaction that uses them, so that no plan and no row misses the other.</summary>
internal sealed class RaisedNumbers(DbConnection connection)
{
    /// <summary>How the number of one unit and year went, by what the plans of its bodies say.</summary>
    public ImmutableArray<RaisedNumber> Of(QuantitySource.Figure source, int minimum, string unit, int year)
    {
        const string sql = $"""
            SELECT e.code, e.form, COALESCE(e.reviewed_at, e.received_at), e.withdrawn_at FROM obligation o JOIN evidence e ON e.obligation = o.id JOIN body b ON b.id = o.body
            WHERE o.year = @year AND o.unit = @unit AND o.rule = @Rule AND b.kind = @Kind AND {EvidenceTable.Counts}
            """;
        var plans = connection.Rows(sql, new { year, unit, source.Rule, source.Kind },
            reader => (Code: reader.GetString(0), Form: JsonSerializer.Deserialize<EvidenceForm>(reader.GetString(1), Documents.Json)!, At: reader.Instant(2), Gone: reader.InstantOrNull(3)));
        return RaisedNumber.Of(minimum, [.. plans.Select(plan => FigureOf(plan.Form, source.Field) is { } figure ? new Plan(plan.Code, figure, plan.At, plan.Gone) : null).OfType<Plan>()]);
    }

    /// <summary>The number that a version asks of a unit for a year at an instant, never under its minimum.</summary>
    /// <param name="quantity">What the version says.</param>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="year">Year of the obligation.</param>
    /// <param name="opens">First day it is owed: a number of bodies is that of this day.</param>
    /// <param name="at">The instant.</param>
    public int At(Quantity quantity, string unit, int year, DateOnly opens, DateTimeOffset at) => quantity.From switch
    {
        QuantitySource.BodiesOf bodies => Math.Max(quantity.Minimum, Alive(bodies, unit, opens)),
        QuantitySource.Figure figure => Of(figure, quantity.Minimum, unit, year).LastOrDefault(number => number.From <= at)?.Required ?? quantity.Minimum,
        _ => quantity.Minimum,
    };

    /// <summary>
    /// A row as it is to be made: with its numbers over time, and how it came to stand as it does now. What a plan said before it opens holds from the beginning;
    /// a number of bodies is that of its opening day.
    /// </summary>
    /// <param name="body">Who owes it.</param>
    /// <param name="opening">Which version and period.</param>
    /// <param name="bindings">What binds it over time, with the rule's own minimum: at least one.</param>
    /// <param name="happened">Id of the event it counts from; null for a calendar rule.</param>
    /// <param name="evidence">Evidence that comes with it.</param>
    /// <param name="now">The instant to bring it to.</param>
    public NewObligation Make(BodyRow body, OpeningPeriod opening, ImmutableArray<BindingRow> bindings, string? happened, IReadOnlyCollection<Evidence> evidence, DateTimeOffset now)
    {
        var bound = bindings[^1];
        switch (opening.Version.Quantity)
        {
            case { From: QuantitySource.BodiesOf bodies, Minimum: var minimum }:
                var count = Math.Max(minimum, Alive(bodies, body.Unit, bound.Opens));
                bindings = [.. bindings.Select(binding => binding with { Required = count })];
                break;
            case { From: QuantitySource.Figure figure, Minimum: var minimum }:
                var start = bindings.Length == 1 ? VietnamTime.StartOf(bound.Opens) : bound.From;
                var numbers = Of(figure, minimum, body.Unit, ObligationWriter.YearOf(opening, bound));
                var first = numbers.LastOrDefault(number => number.From <= start)?.Required ?? minimum;
                bindings =
                [
                    .. bindings.Select(binding => binding with { Required = first }),
                    .. numbers.Where(number => number.From > start).Select(number => bound with { From = number.From, Cause = number.Cause, Required = number.Required }),
                ];
                break;
        }
        var course = new Course(Terms(bindings[0]), [.. bindings.Skip(1).Select(binding => new Binding(binding.From, binding.Cause, Terms(binding)))]);
        return new(body, opening, bindings[^1], happened, Ladder.Advance(course, evidence, Status.Dormant, recordedUpTo: null, now)) { Earlier = bindings.RemoveAt(bindings.Length - 1) };

        Terms Terms(BindingRow binding) => opening.Terms with
        {
            Opens = binding.Opens,
            Due = binding.Due,
            Required = binding.Required,
            LastDay = body.LastDay,
            Settled = binding.Settled,
        };
    }

    private int Alive(QuantitySource.BodiesOf bodies, string unit, DateOnly on) => connection.ExecuteScalar<int>(
        $"SELECT COUNT(*) FROM body b WHERE b.unit = @unit AND {BodyTable.OfKinds} AND b.registered_on <= @on AND (b.last_day IS NULL OR b.last_day >= @on)",
        new { unit, kinds = Query.List(bodies.Kinds), associations = bodies.Kinds.Contains(Owners.Associations), on = Columns.Of(on) });

    private static int? FigureOf(EvidenceForm form, string field) => field switch
    {
        "participants" => form.Participants,
        "opinions" => form.Opinions,
        "units_inspected" => form.UnitsInspected,
        _ => form.Fields.TryGetValue(field, out var text) ? Fields.Whole(text) : null,
    };
}
