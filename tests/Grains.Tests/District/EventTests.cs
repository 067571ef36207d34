using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Tests.District;

public sealed class EventTests
{
    private const string RedCross = "106-RedCross";

    [Fact]
    public async Task A_congress_one_day_late_fulfils_the_term_and_opens_the_next_with_its_report()
    {
        await using var district = await TamDuong.At("2023-06-01T08:00:00+07:00");
        var entered = await Association(district).Report(Event("congress", "14/06/2018"), Who.Officer);

        Assert.Null(entered.Refusal);
        Assert.Equal(["106-RedCross/HOI-DH-NK/2018-06-14", "106-RedCross/HOI-DH-KQ/2018-06-14"], entered.Opened);
        Assert.Equal(new DateOnly(2023, 6, 14), (await Row(district, "HOI-DH-NK", "2018-06-14")).Due);

        district.Now("2023-06-20T08:00:00+07:00");
        var answer = await Association(district).Submit(Congress("15/06/2023"), Who.Officer);

        Assert.Equal("Hoàn thành trễ 1 ngày", answer.Receipt?.Sentence);
        Assert.Equal((Status.FulfilledLate, 1), (await Row(district, "HOI-DH-NK", "2018-06-14")).Standing is var old ? (old.Status, old.LateDays) : default);
        var next = await Row(district, "HOI-DH-NK", "2023-06-15");
        Assert.Equal((new DateOnly(2028, 6, 15), 2028, Status.Open), (next.Due, next.Year, next.Standing.Status));
        var report = await Row(district, "HOI-DH-KQ", "2023-06-15");
        Assert.Equal(new DateOnly(2023, 7, 17), report.Due);
        Assert.All(new[] { next, report }, row => Assert.Contains("NĐ 45/2010/NĐ-CP", district.Node.Current.VersionOf(row)!.LegalBasis, StringComparison.Ordinal));

        var happened = (await district.Ledger.Facts(RedCross))!.Events[^1];
        Assert.Equal(("congress", new DateOnly(2023, 6, 15), answer.Receipt!.Code), (happened.Kind, happened.On, happened.Evidence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_board_of_every_year_an_event_touches_hears_of_it(bool disorderly)
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00", disorderly ? 7 : null);
        await district.Board("106").Read(2028);
        await district.Board("106").Read(2023);
        Assert.Equal(Status.NoData, (await district.Total("106", "HOI-DH-NK", 2028)).Status);

        await Association(district).Report(Event("congress", "15/06/2023"), Who.Officer);

        Assert.Equal(1, (await district.Table("106", "HOI-DH-NK", 2028)).All);
        await TamDuong.Until(async () => await district.Table("106", "HOI-DH-NK", 2028) == await district.Total("106", "HOI-DH-NK", 2028));
        await TamDuong.Until(async () => await district.Total("106", "HOI-DH-KQ", 2023) is { All: 1 });
        await TamDuong.Until(async () => await district.Total("12", "HOI-DH-NK", 2028) is { All: 1 });
    }

    [Fact]
    public async Task Entering_a_congress_and_handing_it_in_is_one_event_and_opens_once()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00");
        await Association(district).Report(Event("congress", "14/06/2018"), Who.Officer);
        var entered = await Association(district).Report(Event("congress", "15/06/2023", "dai-hoi-2023"), Who.Officer);
        var receipt = (await Association(district).Submit(Congress("15/06/2023"), Who.Officer)).Receipt!;
        await Association(district).Submit(Congress("15/06/2023", "van-ban-thu-hai"), Who.Officer);

        var facts = (await district.Ledger.Facts(RedCross))!;
        Assert.Equal(2, facts.Events.Length);
        Assert.Equal((entered.Id, receipt.Code), (facts.Events[1].Id, facts.Events[1].Evidence));
        Assert.Equal(["2018-06-14", "2023-06-15"], facts.Obligations.Where(row => row.Key.Rule == "HOI-DH-NK").Select(row => row.Key.Period));

        // And the other way round: what was handed in is known already.
        var again = await Association(district).Report(Event("congress", "15/06/2023", "dai-hoi-2023-nua"), Who.Officer);
        Assert.Equal(("Conflict", entered.Id), (again.Refusal?.Kind, again.Id));
    }

    [Fact]
    public async Task The_same_submission_gives_the_same_answer_and_another_content_contradicts()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00");
        var first = await Association(district).Report(Event("congress", "15/06/2023"), Who.Officer);
        await district.Restart("2023-06-21T08:00:00+07:00");
        var again = await Association(district).Report(Event("congress", "15/06/2023"), Who.Officer);
        var other = await Association(district).Report(Event("congress", "16/06/2023"), Who.Officer);

        Assert.True(again.Repeated);
        Assert.Equal((first.Id, string.Join(' ', first.Opened)), (again.Id, string.Join(' ', again.Opened)));
        Assert.Equal("Conflict", other.Refusal?.Kind);
        Assert.Single((await district.Ledger.Facts(RedCross))!.Events);
    }

    [Fact]
    public async Task Evidence_taken_back_takes_its_event_and_what_it_opened_and_handed_in_again_it_opens_the_same_rows()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00");
        await Association(district).Report(Event("congress", "14/06/2018"), Who.Officer);
        var receipt = (await Association(district).Submit(Congress("15/06/2023"), Who.Officer)).Receipt!;
        district.Now("2023-06-21T08:00:00+07:00");

        Assert.Null(await Association(district).Withdraw(receipt.Code, "Ghi nhầm số nghị quyết", Who.Officer));

        Assert.Equal(Status.Escalated, (await Row(district, "HOI-DH-NK", "2018-06-14")).Standing.Status);
        var voided = await Row(district, "HOI-DH-NK", "2023-06-15");
        Assert.Equal((Status.NotApplicable, $"withdrawn:{receipt.Code}"), (voided.Standing.Status, voided.Bound.Cause));
        Assert.False((await district.Ledger.Facts(RedCross))!.Events[^1].Stands);

        district.Now("2023-06-22T08:00:00+07:00");
        await Association(district).Submit(Congress("15/06/2023", "nop-lai-lan-hai"), Who.Officer);

        Assert.Equal(Status.Open, (await Row(district, "HOI-DH-NK", "2023-06-15")).Standing.Status);
        Assert.Equal(["2018-06-14", "2023-06-15"], (await district.Ledger.Facts(RedCross))!.Obligations.Where(row => row.Key.Rule == "HOI-DH-NK").Select(row => row.Key.Period));
        Assert.Equal(
            ["20/06 Open", "21/06 NotApplicable", "22/06 Open"],
            (await district.Archive.TransitionsOf(new(RedCross, "HOI-DH-NK", "2023-06-15"))).Select(row => $"{row.At.ToOffset(TimeSpan.FromHours(7)):dd/MM} {row.To}"));
    }

    [Fact]
    public async Task What_was_done_stays_done_when_its_event_is_taken_back_and_an_event_with_evidence_goes_with_it()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00");
        var entered = await Association(district).Report(Event("congress", "15/06/2023"), Who.Officer);
        await Association(district).Submit(Congress(null, "ket-qua-01", "HOI-DH-KQ", "2023-06-15") with { DocumentDate = new(2023, 6, 19) }, Who.Officer);

        Assert.Equal("Invalid", (await Association(district).WithdrawEvent(entered.Id!, " ", Who.Officer))?.Kind);
        Assert.Equal("Unknown", (await Association(district).WithdrawEvent("SK-KHONG-CO", "Nhầm", Who.Officer))?.Kind);
        Assert.Null(await Association(district).WithdrawEvent(entered.Id!, "Đại hội của hội khác", Who.Officer));
        Assert.Null(await Association(district).WithdrawEvent(entered.Id!, "Đại hội của hội khác", Who.Officer));
        Assert.Equal((Status.Fulfilled, Status.NotApplicable), ((await Row(district, "HOI-DH-KQ", "2023-06-15")).Standing.Status, (await Row(district, "HOI-DH-NK", "2023-06-15")).Standing.Status));

        await Association(district).Report(Event("congress", "14/06/2018", "dai-hoi-2018"), Who.Officer);
        var receipt = (await Association(district).Submit(Congress("15/06/2023", "nghi-quyet-2023"), Who.Officer)).Receipt!;
        var refusal = await Association(district).WithdrawEvent((await district.Ledger.Facts(RedCross))!.Events.Single(one => one.Stands && one.On.Year == 2023).Id, "Nhầm", Who.Officer);
        Assert.Equal("Conflict", refusal?.Kind);
        Assert.Contains(receipt.Code, refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boards_of_earlier_days_do_not_know_what_was_entered_later()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var before = await Past(district);

        await Association(district).Report(Event("congress", "14/06/2018"), Who.Officer);

        Assert.Equal(before, await Past(district));
        Assert.Equal((1, 1), (await district.Table("106", "HOI-DH-NK")) is var line ? (line.All, line.Overdue) : default);
        var happened = Line.Sum((await district.Archive.Board("106", 2023, new(new(2023, 9, 6), Happened: true))).Lines.Where(part => part.Rule == "HOI-DH-NK").Select(part => part.Line));
        Assert.Equal((1, 1), (happened.All, happened.Overdue));

        static async Task<string> Past(TamDuong district)
        {
            var parts = new List<string>();
            foreach (var year in new[] { 2018, 2023, 2028 })
                parts.AddRange((await district.Archive.Board("106", year, new(new(2023, 9, 6), Happened: false))).Lines.Select(part => $"{year} {part.Row.Id} {part.Rule} {part.Line}").Order(StringComparer.Ordinal));
            return string.Join('\n', parts);
        }
    }

    [Theory]
    [InlineData("congress", "21/06/2023", null, "Invalid", "on", "chưa đến")]
    [InlineData("congress", "31/12/1899", null, "Invalid", "on", "từ năm 1900")]
    [InlineData("congress", null, null, "Invalid", "on", "ngày của sự kiện")]
    [InlineData("đại hội", "15/06/2023", null, "Invalid", "kind", "Không có loại sự kiện")]
    [InlineData("dialogue", "15/06/2023", null, "Invalid", "kind", "Không có quy tắc nào")]
    [InlineData("request", "15/06/2023", "14/06/2023", "Invalid", "due", "đứng trước")]
    [InlineData("congress", "15/06/2023", "20/06/2023", "Invalid", "due", "yêu cầu đột xuất")]
    [InlineData("planned congress", "15/06/2099", null, "Invalid", "on", "quá xa")]
    public async Task What_cannot_be_is_refused_with_a_sentence_and_leaves_nothing(string kind, string? on, string? due, string refusal, string field, string says)
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00");

        var answer = await Association(district).Report(Event(kind, on) with { Due = due is null ? null : Day(due) }, Who.Officer);

        Assert.Equal((refusal, field), (answer.Refusal?.Kind, answer.Refusal?.Field));
        Assert.Contains(says, answer.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", answer.Refusal.Sentence, StringComparison.Ordinal);
        Assert.Empty((await district.Ledger.Facts(RedCross))!.Events);
    }

    [Fact]
    public async Task A_planned_congress_may_lie_ahead_and_the_congress_that_began_a_term_does_not_end_it()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00");

        var planned = await Association(district).Report(Event("planned congress", "15/10/2023"), Who.Officer);
        await Association(district).Report(Event("congress", "14/06/2018", "dai-hoi-2018"), Who.Officer);
        var same = await Association(district).Submit(Congress("14/06/2018"), Who.Officer);

        Assert.Equal(["106-RedCross/HOI-DH-BC/2023-10-15"], planned.Opened);
        Assert.Equal(new DateOnly(2023, 9, 15), (await Row(district, "HOI-DH-BC", "2023-10-15")).Due);
        Assert.Equal("occurredOn", same.Refusal?.Field);
    }

    [Fact]
    public async Task A_hundred_reports_at_once_of_one_congress_make_one_event()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Association(district).Report(Event("congress", "15/06/2023", $"dai-hoi-may-{n % 10}"), Who.Officer)));

        Assert.Single((await district.Ledger.Facts(RedCross))!.Events);
        Assert.Equal(10, answers.Count(answer => answer.Refusal is null));
        Assert.All(answers, answer => Assert.Equal(answers[0].Id, answer.Id));
    }

    internal static IAssociationGrain Association(TamDuong district) => district.Grains.GetGrain<IAssociationGrain>(RedCross);

    internal static EventForm Event(string kind, string? on, string submission = "su-kien-01") => new(submission, kind, on is null ? null : Day(on), null, "Số 02-NQ/ĐH", null);

    internal static EvidenceForm Congress(string? on, string submission = "nop-dai-hoi", string rule = "HOI-DH-NK", string period = "2018-06-14") => new(
        submission, rule, period, on is null ? null : Day(on), null, null, null, null, null, null, null, null,
        ImmutableDictionary<string, string>.Empty.Add("resolution_no", "02-NQ/ĐH").Add("executive_committee", "15 ủy viên"), []);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static async Task<ObligationRow> Row(TamDuong district, string rule, string period) =>
        (await district.Ledger.Facts(RedCross))!.Find(rule, period) ?? throw new InvalidOperationException($"There is no {rule}/{period}.");
}
