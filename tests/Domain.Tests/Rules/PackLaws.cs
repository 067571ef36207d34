using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests;

public class PackLaws
{
    private static readonly string[] Oddities =
    [
        "", " ", "|", "0", "-1", "1", "366", "367", "99999999999", "29/02", "29/02|01/03", "31/12+1", "31/12-1", "01/01-1", "1/1+2", "30/09:1", "30/09:1001", "30/09:", ":", "30/06:1|30/09:2",
        "0D after congress", "1BD before dialogue", "99999Y after congress", "100Y after congress", "5BD after request", "6M before planned congress", "5Y after party", "12M after", "BD after congress",
        "15/12..14/12", "29/02..28/02", "01/03..28/02", "01/03..29/02", "14/12..15/12", "01/01..31/12", "month", "half", "quarter", "year_before", "year_after", "term", "before_event", "after_event", "on_demand",
        "2024-11-25", "25/11/2024", "31/02/2024", "0001-01-01", "9999-12-31", "2024-11-25T00:00", "yes", "no", "YES", "106|=3390", "=", "=106|==3", "xã Bản Hon", "90D", "-90D", "D", "3661D", "90",
        "count:", "count:|", "count:A|B", "A.b@C", "A.b", "HOI-KH-NAM.x@Y", "31/01|28/02|31/03|30/04|31/05|30/06|31/07|31/08|30/09|31/10|30/11|31/12", "\0", "\ud83c\udf1e", "٣١/١٢", "“”", "+7,-7", "1,x",
        "bloc", "position", "body", "by", "before", "previous", "next", "none", "{n} {N} {list}",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements(Oddities),
        Gen.Elements(Samples.Pack.SelectMany(row => row.Values).Distinct().ToArray()),
        from letters in Gen.Elements("0123456789/|:+-.DBMY afterbc@=\n\t\"đ".ToCharArray()).ListOf() select new string([.. letters]));

    private static readonly Gen<ImmutableDictionary<string, string>> Rows =
        from row in Gen.Elements(Samples.Pack.ToArray())
        from changes in (from column in Gen.Elements(PackNotation.Columns.ToArray()) from text in Texts select KeyValuePair.Create(column, text)).ListOf(4)
        from count in Gen.Choose(1, 4)
        select row.SetItems(changes.Take(count));

    [Fact]
    public void Whatever_a_row_says_it_reads_or_is_refused_at_a_column_with_a_sentence()
    {
        var read = 0;
        Laws.Hold(Rows, row =>
        {
            try
            {
                if (PackNotation.FirstDay(row) is { Year: < 1900 or > 2200 }) Assert.Fail("A first day outside of all calendars was read.");
                var rule = PackNotation.Read(row, 1, new(2023, 1, 1), new(2024, 5, 5));
                read++;
                Keep(rule);
            }
            catch (PackFault fault)
            {
                Assert.Contains(fault.Column, PackNotation.Columns);
                Assert.True(fault.Message.Length > 10 && char.IsUpper(fault.Message[0]) | fault.Message[0] == '“', fault.Message);
            }
        }, times: 12_000);
        Assert.InRange(read, 1_000, 11_000);
    }

    /// <summary>What was read can be kept: every period of leap years and others has terms, opens before it is due, and can be explained.</summary>
    private static void Keep(RuleVersion rule)
    {
        if (rule.Schedule is Schedule.Periodic schedule)
        {
            foreach (var (period, place) in Enumerable.Range(2022, 5).Append(2100).SelectMany(schedule.Of))
            {
                var terms = Terms.Of(rule, period, WorkCalendar.Weekends, lastDay: null)!;
                Assert.True(terms.Opens <= schedule.Named(period, place), $"{rule.Code} {period.Key} opens {terms.Opens} after {schedule.Named(period, place)}");
                Assert.All(terms.Milestones, point => Assert.True(point.On >= terms.Opens && point.On < schedule.Named(period, place) && point.Count <= terms.Required));
                Assert.NotEmpty(Explanation.Of(rule, period, terms, WorkCalendar.Weekends).Sentence);
            }
            return;
        }
        foreach (var day in new[] { new DateOnly(1990, 1, 1), new DateOnly(2024, 2, 29), new DateOnly(2100, 12, 31) })
        {
            var terms = Terms.Of(rule, Period.OfAnchor(day), WorkCalendar.Weekends, lastDay: null)!;
            Assert.True(terms.Opens <= terms.Due || rule.Roll == Roll.Previous);
            Assert.NotEmpty(Explanation.Of(rule, Period.OfAnchor(day), terms, WorkCalendar.Weekends).Sentence);
        }
    }
}
