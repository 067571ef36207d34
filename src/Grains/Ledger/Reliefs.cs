using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;

namespace HoiQC.Grains.Ledger;

/// <summary>A row of table relief: an extension, a waiver, a "không áp dụng", or the lifting of one. Never changed or removed.</summary>
/// <param name="Id">Short code.</param>
/// <param name="Obligation">Row id of its obligation.</param>
/// <param name="Terms">The decision as it was handed in.</param>
/// <param name="Lifts">What a lifting takes back; null for every other kind.</param>
/// <param name="RecordedAt">The server's clock when it was stored; it binds from then on.</param>
public sealed record ReliefRow(string Id, long Obligation, Relief Terms, ReliefKind? Lifts, DateTimeOffset RecordedAt)
{
    /// <summary>The cause of the binding and the transition it brings about.</summary>
    public string Cause => $"{ReliefWords.Cause(Terms.Kind)}:{Id}";
}

/// <summary>A relief where it stands: with its obligation and body.</summary>
/// <param name="Row">The relief.</param>
/// <param name="Key">The obligation.</param>
/// <param name="Unit">Code of the body's unit.</param>
/// <param name="BodyName">Full name of the body.</param>
public sealed record ListedRelief(ReliefRow Row, ObligationKey Key, string Unit, string BodyName);

/// <summary>What a relief makes of the binding of an obligation.</summary>
public static class ReliefBinding
{
    /// <summary>The relief that holds now and may be lifted; null for none. What a publication or an ended event settled is none.</summary>
    public static ReliefKind? InForce(this BindingRow bound) => bound switch
    {
        { Settled: Status.Waived } when Brought(bound, ReliefKind.Waiver) => ReliefKind.Waiver,
        { Settled: Status.NotApplicable } when Brought(bound, ReliefKind.NotApplicable) => ReliefKind.NotApplicable,
        { Settled: null, ExtendedTo: not null } => ReliefKind.Extension,
        _ => null,
    };

    /// <summary>The binding that follows from a relief; it has passed every check.</summary>
    public static BindingRow Bind(this Configuration.Configuration configuration, ObligationRow row, ReliefRow relief)
    {
        var bound = row.Bound with { From = relief.RecordedAt, Cause = relief.Cause };
        return relief.Terms.Kind switch
        {
            ReliefKind.Extension => bound with { Due = relief.Terms.Until!.Value, ExtendedTo = relief.Terms.Until, Document = relief.Terms.Words },
            ReliefKind.Waiver => bound with { Settled = Status.Waived, Document = relief.Terms.Words },
            ReliefKind.NotApplicable => bound with { Settled = Status.NotApplicable, Document = relief.Terms.Words },
            // Without the waiver, what it covered holds again: an extension with its own document.
            _ when relief.Lifts != ReliefKind.Extension => bound with { Settled = null, Document = row.Earlier.LastOrDefault(before => before.Settled is null)?.Document },
            _ => bound with { Due = configuration.OwnDue(row), ExtendedTo = null, Document = null },
        };
    }

    /// <summary>The due day by rule, calendar and notice alone: where the arithmetic arrives without the extension.</summary>
    private static DateOnly OwnDue(this Configuration.Configuration configuration, ObligationRow row) =>
        configuration.ExplanationOf(row with { Bound = row.Bound with { ExtendedTo = null } }).Steps[^1].To;

    private static bool Brought(BindingRow bound, ReliefKind kind) => bound.Cause.StartsWith(ReliefWords.Cause(kind) + ":", StringComparison.Ordinal);
}
