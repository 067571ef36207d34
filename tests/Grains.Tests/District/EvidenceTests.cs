using HoiQC.Domain.Obligations;
using HoiQC.Grains.Files;

namespace HoiQC.Grains.Tests.District;

public sealed class EvidenceTests
{
    [Fact]
    public async Task A_conference_held_and_handed_in_on_the_fifth_is_five_days_late_and_every_board_above_hears_it()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var listener = await district.Listen();

        var answer = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("05/01/2024"), Who.Officer);

        Assert.Null(answer.Refusal);
        Assert.Equal("Hoàn thành trễ 5 ngày", answer.Receipt!.Sentence);
        await listener.Hears("3430", lines => lines.Lines.Any(line => line.Rule == "MT-PB" && line.Line.Status == Status.FulfilledLate));
        await listener.Hears("106", lines => lines.Lines.Any(line => line is { Rule: "MT-PB", Line: { Fulfilled: 9, Overdue: 4 } }));
        await listener.Hears("12", lines => lines.Lines.Any(line => line is { Rule: "MT-PB", Line: { Fulfilled: 9, Overdue: 4 } }));
        Assert.Equal(
            ["01/01/2023 00:00 Dormant → Open", "01/10/2023 00:00 Open → Behind", "01/01/2024 00:00 Behind → Overdue", "05/01/2024 08:00 Overdue → FulfilledLate"],
            await district.Story(TamDuong.KhunHa));
    }

    [Fact]
    public async Task The_same_conference_held_on_the_28th_was_in_time_and_reported_late()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");

        var answer = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("28/12/2023"), Who.Officer);

        Assert.Equal("Đúng hạn, báo cáo chậm 5 ngày", answer.Receipt!.Sentence);
        Assert.Contains("01/01/2024 00:00 Behind → Overdue", await district.Story(TamDuong.KhunHa));
    }

    [Fact]
    public async Task A_decision_first_records_the_boundary_that_nobody_had_recorded()
    {
        await using var district = await TamDuong.At("2023-12-31T23:59:00+07:00");
        district.Now("2024-01-01T00:00:00.500+07:00");

        await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("31/12/2023"), Who.Officer);

        Assert.Equal(["01/01/2024 00:00 Behind → Overdue", "01/01/2024 00:00 Overdue → Fulfilled"], (await district.Story(TamDuong.KhunHa))[^2..]);
    }

    [Fact]
    public async Task The_same_submission_again_gives_the_same_receipt_also_after_a_restart()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var first = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("05/01/2024"), Who.Officer);

        await district.Restart("2024-01-06T09:00:00+07:00");
        var again = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("05/01/2024"), Who.Officer);

        Assert.True(again.Repeated);
        Assert.Equal((first.Receipt!.Code, first.Receipt.ReceivedAt), (again.Receipt!.Code, again.Receipt.ReceivedAt));
        Assert.Single((await district.Ledger.Facts(TamDuong.KhunHa))!.Evidence);
    }

    [Fact]
    public async Task The_same_files_again_give_the_same_receipt_and_other_files_are_another_content()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var (minutes, photograph) = (new EvidenceFile("Biên bản.pdf", 9, new('a', 64), "application/pdf"), new EvidenceFile("Ảnh.jpg", 7, new('b', 64), "image/jpeg"));
        var form = TamDuong.Conference("05/01/2024") with { Files = [minutes, photograph] };
        var first = await district.Committee(TamDuong.KhunHa).Submit(form, Who.Officer);
        Assert.Equal([minutes, photograph], first.Receipt!.Files);

        await district.Restart("2024-01-06T09:00:00+07:00");
        var again = await district.Committee(TamDuong.KhunHa).Submit(form, Who.Officer);
        Assert.True(again.Repeated);
        Assert.Equal(first.Receipt.Code, again.Receipt!.Code);
        Assert.Equal([minutes, photograph], again.Receipt.Files);
        Assert.Equal("Conflict", (await district.Committee(TamDuong.KhunHa).Submit(form with { Files = [minutes] }, Who.Officer)).Refusal!.Kind);
        Assert.Equal("Conflict", (await district.Committee(TamDuong.KhunHa).Submit(form with { Files = [] }, Who.Officer)).Refusal!.Kind);
        Assert.Single((await district.Ledger.Facts(TamDuong.KhunHa))!.Evidence);
    }

    [Fact]
    public async Task A_submission_id_with_other_content_or_for_another_obligation_contradicts_what_is_stored()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("05/01/2024"), Who.Officer);

        var otherContent = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("04/01/2024"), Who.Officer);
        var otherBody = await district.Committee("3390-FrontBloc").Submit(TamDuong.Conference("05/01/2024"), Who.Officer);

        Assert.Equal(("Conflict", "Conflict"), (otherContent.Refusal?.Kind, otherBody.Refusal?.Kind));
        Assert.DoesNotContain((await district.Ledger.Facts("3390-FrontBloc"))!.Evidence, piece => piece.Form.Rule == "MT-PB");
    }

    [Theory]
    [InlineData("06/01/2024", null, "MT-PB", "Invalid", "occurredOn")]
    [InlineData("31/12/2022", null, "MT-PB", "Invalid", "occurredOn")]
    [InlineData("05/01/2024", 2001, "MT-PB", "Invalid", "note")]
    [InlineData("05/01/2024", null, "UB-DT", "Unknown", null)]
    [InlineData("05/01/2024", null, "KHÔNG-CÓ", "Unknown", null)]
    public async Task What_cannot_be_true_is_refused_with_a_sentence_and_leaves_nothing(string occurredOn, int? noteLength, string rule, string kind, string? field)
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");

        var answer = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference(occurredOn, rule: rule, note: noteLength is { } length ? new string('ă', length) : null), Who.Officer);

        Assert.Equal((kind, field), (answer.Refusal?.Kind, answer.Refusal?.Field));
        Assert.EndsWith(".", answer.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Empty((await district.Ledger.Facts(TamDuong.KhunHa))!.Evidence);
    }

    [Fact]
    public async Task A_day_that_stands_for_an_unknown_day_is_held_to_the_period_too()
    {
        await using var district = await TamDuong.At("2023-12-20T08:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);

        var tooEarly = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference(period: "2024"), Who.Officer);
        var oldDocument = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference(submission: "van-ban-cu-01") with { DocumentDate = new(2022, 11, 1) }, Who.Officer);
        var planAhead = await district.Grains.GetGrain<Bodies.IAssociationGrain>("3390-ElderlyAssociation").Submit(TamDuong.Conference(submission: "ke-hoach-som-01", rule: "HOI-KH-NAM", period: "2024"), Who.Officer);

        Assert.Equal(("Invalid", "occurredOn"), (tooEarly.Refusal?.Kind, tooEarly.Refusal?.Field));
        Assert.Equal(("Invalid", "documentDate"), (oldDocument.Refusal?.Kind, oldDocument.Refusal?.Field));
        Assert.Null(planAhead.Refusal);
    }

    [Fact]
    public async Task Evidence_taken_back_leaves_the_obligation_as_late_as_it_is_and_stays_on_record()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var receipt = (await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("28/12/2023"), Who.Officer)).Receipt!;

        district.Now("2024-01-20T08:00:00+07:00");
        Assert.Equal("Invalid", (await district.Committee(TamDuong.KhunHa).Withdraw(receipt.Code, "  ", Who.Officer))?.Kind);
        Assert.Equal("Unknown", (await district.Committee(TamDuong.KhunHa).Withdraw("KHÔNG-CÓ", "Gửi nhầm", Who.Officer))?.Kind);
        Assert.Null(await district.Committee(TamDuong.KhunHa).Withdraw(receipt.Code, "Gửi nhầm kỳ", Who.Officer));
        Assert.Null(await district.Committee(TamDuong.KhunHa).Withdraw(receipt.Code, "Gửi nhầm kỳ", Who.Officer));

        var facts = (await district.Ledger.Facts(TamDuong.KhunHa))!;
        Assert.Equal(Status.Escalated, facts.Find("MT-PB", "2023")!.Standing.Status);
        Assert.Equal("Gửi nhầm kỳ", Assert.Single(facts.Evidence).WithdrawnReason);
        Assert.Equal("20/01/2024 08:00 Fulfilled → Escalated", (await district.Story(TamDuong.KhunHa))[^1]);
    }

    [Fact]
    public async Task A_hundred_hand_ins_at_once_for_one_body_are_all_kept_once()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("05/01/2024", $"gui-tu-may-{n % 50:D2}"), Who.Officer)));

        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Equal(50, answers.Select(answer => answer.Receipt!.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(50, (await district.Ledger.Facts(TamDuong.KhunHa))!.Evidence.Length);
        Assert.Single((await district.Story(TamDuong.KhunHa)).Where(line => line.EndsWith("FulfilledLate", StringComparison.Ordinal)));
    }
}
