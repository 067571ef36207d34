using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Tests.Obligations;

public class RaisedNumberTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A 3 10/01", "10/01 3 quantity:A")]
    [InlineData("A 1 10/01", "")]
    [InlineData("A 0 10/01", "")]
    [InlineData("A 3 10/01; B 5 20/03", "10/01 3 quantity:A, 20/03 5 quantity:B")]
    [InlineData("A 3 10/01; B 2 20/03", "10/01 3 quantity:A, 20/03 2 quantity:B")]
    [InlineData("A 3 10/01; B 3 20/03", "10/01 3 quantity:A")]
    [InlineData("A 3 10/01 -15/02", "10/01 3 quantity:A, 15/02 1 withdrawn:A")]
    [InlineData("A 3 10/01; B 5 20/03 -01/04", "10/01 3 quantity:A, 20/03 5 quantity:B, 01/04 3 withdrawn:B")]
    [InlineData("A 3 10/01 -01/04; B 5 20/03", "10/01 3 quantity:A, 20/03 5 quantity:B")]
    [InlineData("A 3 10/01 -10/01", "")]
    public void Of_the_plans_that_stand_the_newest_counts_and_never_under_the_minimum(string plans, string expected) =>
        Assert.Equal(expected, string.Join(", ", RaisedNumber.Of(1, Read(plans)).Select(number => $"{number.From:dd/MM} {number.Required} {number.Cause}")));

    [Fact]
    public void A_number_never_falls_under_the_minimum_changes_at_each_step_and_is_the_same_in_whatever_order_plans_are_read() => Laws.Hold(
        from minimum in Gen.Choose(1, 4)
        from plans in (from figure in Gen.Choose(0, 6)
                       from received in Gen.Choose(0, 20)
                       from gone in Gen.Choose(-20, 30)
                       select (figure, received, gone)).ListOf()
        from shift in Gen.Choose(0, 5)
        select (minimum, plans.Select((plan, i) => new Plan($"{i:D3}", plan.figure, Samples.At("2023-01-01").AddDays(plan.received), plan.gone < 0 ? null : Samples.At("2023-01-01").AddDays(plan.received + plan.gone))).ToList(), shift),
        drawn =>
        {
            var (minimum, plans, shift) = drawn;
            var numbers = RaisedNumber.Of(minimum, plans);
            Assert.All(numbers, number => Assert.True(number.Required >= minimum));
            Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.True(pair.First.Required != pair.Second.Required && pair.First.From <= pair.Second.From));
            Assert.Equal(numbers, RaisedNumber.Of(minimum, [.. plans.Skip(shift).Concat(plans.Take(shift))]));
            Assert.Equal(numbers.Length, numbers.Select(number => number.Cause).Distinct(StringComparer.Ordinal).Count());
        });

    private static List<Plan> Read(string text) =>
    [
        .. text.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(' ')).Select(parts => new Plan(
            parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), Day(parts[2]), parts.Length > 3 ? Day(parts[3][1..]) : null)),
    ];

    private static DateTimeOffset Day(string dayMonth) => Samples.At($"2023-{dayMonth[3..]}-{dayMonth[..2]}");
}
