using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Tests.District;

/// <summary>Khun Há hands in its social criticism of 2023 (due on 31/12/2023), and somebody at the district reviews it.</summary>
public sealed class ReviewTests
{
    private static async Task<(BodyFacts Facts, ObligationRow Row, ImmutableArray<EvidenceRow> Pieces)> Stored(TamDuong district)
    {
        var facts = (await district.Ledger.Facts(TamDuong.KhunHa))!;
        return (facts, facts.Find("MT-PB", "2023")!, facts.Evidence);
    }

    private static async Task<string> HandIn(TamDuong district, string occurredOn = "27/12/2023", string submission = "gui-tu-may-01") =>
        (await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference(occurredOn, submission), Who.Officer)).Receipt!.Code;

    private static async Task<ReviewForm> Seen(TamDuong district, string code, Verdict verdict, string? reason = null)
    {
        var (_, row, pieces) = await Stored(district);
        return new(code, verdict.ToString(), reason, pieces.Single(piece => piece.Code == code).FormHash, row.RuleVersion);
    }

    private static async Task<ReviewAnswer> Accept(TamDuong district, string code) => await district.Committee(TamDuong.KhunHa).Review(await Seen(district, code, Verdict.Accepted), Who.Reviewer);

    private static async Task<ReviewAnswer> Return(TamDuong district, string code, string reason = "Thiếu biên bản hội nghị") =>
        await district.Committee(TamDuong.KhunHa).Review(await Seen(district, code, Verdict.Returned, reason), Who.Reviewer);

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public async Task Handed_in_by_the_due_day_it_waits_past_midnight_and_is_in_time_once_accepted(int? disorder)
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", disorder, reviewed: true);
        var answer = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("27/12/2023"), Who.Officer);
        Assert.Equal(("Submitted", "Chờ duyệt"), (answer.Receipt!.Status, answer.Receipt.Sentence));

        district.Now("2024-01-20T08:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);
        Assert.Equal(Status.Submitted, (await Stored(district)).Row.Standing.Status);
        await TamDuong.Until(async () => await district.Total("106", "MT-PB") is { All: 13, Fulfilled: 8, Overdue: 4 });

        var accepted = await Accept(district, answer.Receipt.Code);

        Assert.Equal(("Fulfilled", "Đã hoàn thành"), (accepted.Reviewed!.Status, accepted.Reviewed.Sentence));
        Assert.Equal(
            ["28/12/2023 09:00 Behind → Submitted", "20/01/2024 08:00 Submitted → Fulfilled"], (await district.Story(TamDuong.KhunHa))[^2..]);
        await TamDuong.Until(async () => await district.Total("12", "MT-PB") is { All: 13, Fulfilled: 9, Overdue: 4 });
    }

    [Fact]
    public async Task Past_boards_show_what_waited_and_what_was_accepted_then()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var code = await HandIn(district);
        district.Now("2024-01-20T08:00:00+07:00");
        await Accept(district, code);

        Assert.Equal(
            [Status.Behind, Status.Submitted, Status.Submitted, Status.Fulfilled],
            await Statuses("2023-12-27", "2023-12-28", "2024-01-19", "2024-01-20"));
        Assert.Equal(Status.Fulfilled, (await Past("2023-12-27", happened: true)).Status);

        async Task<Status[]> Statuses(params string[] days) => await Task.WhenAll(days.Select(async day => (await Past(day, happened: false)).Status));

        async Task<Domain.Boards.Line> Past(string day, bool happened) => (await district.Archive.Owing(
            "3430", "MT-PB", 2023, new(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), happened))).Single().Line;
    }

    [Fact]
    public async Task Returned_it_is_owed_again_for_five_working_days_and_what_is_handed_in_then_is_in_time()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var first = await HandIn(district);
        district.Now("2024-01-05T10:00:00+07:00");

        var returned = await Return(district, first);

        Assert.Equal(("Returned", new DateOnly(2024, 1, 12), "Yêu cầu bổ sung · còn 7 ngày"), (returned.Reviewed!.Status, returned.Reviewed.Due, returned.Reviewed.Sentence));
        var (_, row, pieces) = await Stored(district);
        Assert.Equal(("returned:" + first, new(new(2024, 1, 5), 5, new(2024, 1, 12))), (row.Bound.Cause, row.Bound.Supplement));
        Assert.Equal("Thiếu biên bản hội nghị", pieces.Single().Review!.Reason);
        Assert.Contains("được bổ sung trong 5 ngày làm việc kể từ ngày 05/01/2024 trả lại, đến hết ngày 12/01/2024", district.Node.Current.ExplanationOf(row).Sentence, StringComparison.Ordinal);

        district.Now("2024-01-12T16:00:00+07:00");
        var second = await HandIn(district, "10/01/2024", "gui-tu-may-02");
        Assert.Equal(first, (await Stored(district)).Pieces[^1].Replaces);
        district.Now("2024-02-20T08:00:00+07:00");
        Assert.Equal("Fulfilled", (await Accept(district, second)).Reviewed!.Status);
        Assert.DoesNotContain(await district.Story(TamDuong.KhunHa), line => line.EndsWith("Overdue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_return_moves_nothing_and_late_work_gains_no_time()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var first = await HandIn(district);
        district.Now("2024-01-05T10:00:00+07:00");
        await Return(district, first);
        district.Now("2024-01-12T16:00:00+07:00");
        var second = await HandIn(district, "10/01/2024", "gui-tu-may-02");
        district.Now("2024-01-15T08:00:00+07:00");

        var returned = await Return(district, second);

        Assert.Equal(("Overdue", new DateOnly(2024, 1, 12)), (returned.Reviewed!.Status, returned.Reviewed.Due));
        var third = await HandIn(district, "10/01/2024", "gui-tu-may-03");
        Assert.Equal(Status.Submitted, (await Stored(district)).Row.Standing.Status);
        Assert.Equal(("Overdue", new DateOnly(2024, 1, 12)), (await Return(district, third)).Reviewed is { } late ? (late.Status, late.Due) : default);
    }

    [Fact]
    public async Task Whoever_handed_it_in_does_not_review_it()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var code = await HandIn(district);

        var own = await district.Committee(TamDuong.KhunHa).Review(await Seen(district, code, Verdict.Accepted), Who.Officer);

        Assert.Equal("Conflict", own.Refusal?.Kind);
        Assert.Contains("không được tự duyệt", own.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Equal((Verdict.Pending, "can-bo", "Cán bộ của tổ chức"), (await Stored(district)).Pieces.Single() is var piece ? (piece.Review!.Verdict, piece.Submitter!.Account, piece.Submitter.Name) : default);
    }

    [Fact]
    public async Task A_review_is_bound_to_the_content_and_the_rule_version_that_were_seen()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var seen = await Seen(district, await HandIn(district), Verdict.Accepted);

        var other = await district.Committee(TamDuong.KhunHa).Review(seen with { Revision = new('0', 64) }, Who.Reviewer);
        var older = await district.Committee(TamDuong.KhunHa).Review(seen with { RuleVersion = seen.RuleVersion - 1 }, Who.Reviewer);
        var blind = await district.Committee(TamDuong.KhunHa).Review(seen with { Revision = null, RuleVersion = null }, Who.Reviewer);

        Assert.All(new[] { other, older, blind }, answer => Assert.Equal("Conflict", answer.Refusal?.Kind));
        Assert.Equal(Verdict.Pending, (await Stored(district)).Pieces.Single().Review!.Verdict);
        Assert.Null((await district.Committee(TamDuong.KhunHa).Review(seen, Who.Reviewer)).Refusal);
        Assert.Equal(seen.RuleVersion, (await Stored(district)).Pieces.Single().Review!.RuleVersion);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_anything_else_contradicts()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var code = await HandIn(district);
        var first = await Return(district, code);

        district.Now("2023-12-29T09:00:00+07:00");
        var again = await Return(district, code);

        Assert.True(again.Repeated);
        Assert.Equal((first.Reviewed!.At, first.Reviewed.Due, "Yêu cầu bổ sung · còn 6 ngày"), (again.Reviewed!.At, again.Reviewed.Due, again.Reviewed.Sentence));
        Assert.Equal("Conflict", (await Return(district, code, "Một lý do khác")).Refusal?.Kind);
        Assert.Equal("Conflict", (await Accept(district, code)).Refusal?.Kind);
    }

    [Theory]
    [InlineData(null, "Đề nghị ghi lý do trả lại, từ 1 đến 500 ký tự.")]
    [InlineData("   ", "Đề nghị ghi lý do trả lại, từ 1 đến 500 ký tự.")]
    [InlineData("501", "Lý do dài 501 ký tự; chỉ nhận tối đa 500 ký tự. Đề nghị rút gọn.")]
    [InlineData("Thiếu\a", "Lý do có ký tự điều khiển không in được. Đề nghị gõ lại.")]
    public async Task A_return_says_why(string? reason, string sentence)
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var code = await HandIn(district);

        var answer = await district.Committee(TamDuong.KhunHa).Review(await Seen(district, code, Verdict.Returned, reason == "501" ? new('ă', 501) : reason), Who.Reviewer);

        Assert.Equal(("Invalid", sentence, "reason"), (answer.Refusal?.Kind, answer.Refusal?.Sentence, answer.Refusal?.Field));
    }

    [Fact]
    public async Task What_was_taken_back_or_counted_as_received_is_not_reviewed()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var code = await HandIn(district);
        Assert.Null(await district.Committee(TamDuong.KhunHa).Withdraw(code, "Gửi nhầm", Who.Officer));
        var imported = (await district.Ledger.Facts("3421-FrontBloc"))!.Evidence.First(piece => piece.Form.Rule == "MT-PB");
        var row = (await district.Ledger.Facts("3421-FrontBloc"))!.Find("MT-PB", "2023")!;

        Assert.Equal("Conflict", (await Accept(district, code)).Refusal?.Kind);
        Assert.Equal("Conflict", (await district.Committee("3421-FrontBloc").Review(new(imported.Code, "Accepted", null, imported.FormHash, row.RuleVersion), Who.Reviewer)).Refusal?.Kind);
        Assert.Equal("Unknown", (await district.Committee(TamDuong.KhunHa).Review(new("KHÔNG-CÓ", "Accepted", null, null, null), Who.Reviewer)).Refusal?.Kind);
        Assert.Equal((null, Status.Fulfilled), (imported.Review, row.Standing.Status));
        Assert.Equal(Status.Behind, (await Stored(district)).Row.Standing.Status);
    }

    [Fact]
    public async Task Of_a_hundred_reviews_at_once_one_decides()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00", reviewed: true);
        var code = await HandIn(district);
        var (accept, back) = (await Seen(district, code, Verdict.Accepted), await Seen(district, code, Verdict.Returned, "Thiếu biên bản"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => district.Committee(TamDuong.KhunHa).Review(n % 2 == 0 ? accept : back, Who.Reviewer)));

        Assert.Single(answers, answer => answer is { Reviewed: not null, Repeated: false });
        Assert.Equal(50, answers.Count(answer => answer.Refusal is { Kind: "Conflict" }));
        Assert.Single(await district.Story(TamDuong.KhunHa), line => line.Contains("Submitted →", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_opens_what_follows_from_it_when_it_is_accepted_and_not_before()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00", reviewed: true);
        var association = district.Grains.GetGrain<IAssociationGrain>("106-RedCross");
        await association.Report(new("dai-hoi-2018", "congress", new(2018, 6, 14), null, null, null), Who.Officer);
        var code = (await association.Submit(TamDuong.Conference("15/06/2023", "dai-hoi-2023", "HOI-DH-NK", "2018-06-14"), Who.Officer)).Receipt!.Code;

        var waiting = (await district.Ledger.Facts("106-RedCross"))!;
        Assert.Null(waiting.Find("HOI-DH-NK", "2023-06-15"));
        Assert.DoesNotContain(waiting.Events, one => one.Evidence == code);

        district.Now("2023-06-22T08:00:00+07:00");
        var row = waiting.Find("HOI-DH-NK", "2018-06-14")!;
        await association.Review(new(code, nameof(Verdict.Accepted), null, waiting.Evidence.Single(piece => piece.Code == code).FormHash, row.RuleVersion), Who.Reviewer);

        var after = (await district.Ledger.Facts("106-RedCross"))!;
        Assert.Equal(("22/06", new DateOnly(2028, 6, 15)), after.Find("HOI-DH-NK", "2023-06-15") is { } next ? ($"{next.Bound.From.ToOffset(TimeSpan.FromHours(7)):dd/MM}", next.Due) : default);
        Assert.Equal((Status.FulfilledLate, 1), after.Find("HOI-DH-NK", "2018-06-14")!.Standing is var old ? (old.Status, old.LateDays) : default);
    }

    [Fact]
    public async Task A_piece_that_waits_leaves_no_trace_in_what_others_owe_when_it_is_taken_back()
    {
        await using var district = await TamDuong.At("2023-06-20T08:00:00+07:00", reviewed: true);
        var association = district.Grains.GetGrain<IAssociationGrain>("106-RedCross");
        await association.Report(new("dai-hoi-2018", "congress", new(2018, 6, 14), null, null, null), Who.Officer);
        await association.Report(new("dai-hoi-2023", "congress", new(2023, 6, 15), null, null, null), Who.Officer);
        var code = (await association.Submit(TamDuong.Conference("15/06/2023", "van-ban-dai-hoi", "HOI-DH-NK", "2018-06-14"), Who.Officer)).Receipt!.Code;

        Assert.Null(await association.Withdraw(code, "Gửi nhầm", Who.Officer));

        var facts = (await district.Ledger.Facts("106-RedCross"))!;
        Assert.Equal((true, null), facts.Events.Single(one => one.On.Year == 2023) is var held ? (held.Stands, held.Evidence) : default);
        Assert.Equal(Status.Open, facts.Find("HOI-DH-NK", "2023-06-15")!.Standing.Status);
    }

    [Fact]
    public async Task Where_no_review_is_asked_for_it_counts_as_received()
    {
        await using var district = await TamDuong.At("2023-12-28T09:00:00+07:00");
        await HandIn(district);

        var (_, row, pieces) = await Stored(district);
        Assert.Equal((Status.Fulfilled, null, "can-bo"), (row.Standing.Status, pieces.Single().Review, pieces.Single().Submitter!.Account));
    }
}
