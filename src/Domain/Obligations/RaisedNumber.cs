using System.Collections.Immutable;

namespace HoiQC.Domain.Obligations;

/// <summary>A piece of evidence whose figure raises a number that somebody else owes: what the plan says.</summary>
/// <param name="Id">Its receipt code.</param>
/// <param name="Figure">The figure.</param>
/// <param name="ReceivedAt">From when it counts.</param>
/// <param name="WithdrawnAt">When it was taken back; null while it stands.</param>
public sealed record Plan(string Id, int Figure, DateTimeOffset ReceivedAt, DateTimeOffset? WithdrawnAt);

/// <summary>A number owed from an instant on.</summary>
/// <param name="From">The instant.</param>
/// <param name="Cause">"quantity:" or "withdrawn:" with the receipt that brought it about.</param>
/// <param name="Required">The number.</param>
public sealed record RaisedNumber(DateTimeOffset From, string Cause, int Required)
{
    /// <summary>How a number changed as plans came and went: of those that stand the newest counts, never under the minimum. Only changes, oldest first.</summary>
    public static ImmutableArray<RaisedNumber> Of(int minimum, IReadOnlyCollection<Plan> plans)
    {
        var moments = plans.Select(plan => (At: plan.ReceivedAt, Cause: "quantity:" + plan.Id))
            .Concat(plans.Where(plan => plan.WithdrawnAt is not null).Select(plan => (At: Later(plan.ReceivedAt, plan.WithdrawnAt!.Value), Cause: "withdrawn:" + plan.Id)))
            .OrderBy(moment => moment.At).ThenBy(moment => moment.Cause, StringComparer.Ordinal);
        var numbers = ImmutableArray.CreateBuilder<RaisedNumber>();
        foreach (var (at, cause) in moments)
        {
            var number = Math.Max(minimum, plans.Where(plan => plan.ReceivedAt <= at && !(plan.WithdrawnAt <= at))
                .OrderBy(plan => plan.ReceivedAt).ThenBy(plan => plan.Id, StringComparer.Ordinal).LastOrDefault()?.Figure ?? minimum);
            if (number != (numbers.Count == 0 ? minimum : numbers[^1].Required)) numbers.Add(new(at, cause, number));
        }
        return numbers.ToImmutable();
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
