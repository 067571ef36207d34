using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Tests.District;

/// <summary>Khun Há's social criticism of 2023 was not held; it is due on 31/12/2023.</summary>
public sealed class ReliefTests
{
    private static ReliefForm Extension(string until = "31/01/2024", string submission = "gia-han-khun-ha") => new(
        submission, "MT-PB", "2023", nameof(ReliefKind.Extension), DateOnly.ParseExact(until, "dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        "45-CV/HU", new(2023, 12, 20), "Xã bị mưa lũ", "Ban Thường vụ Huyện ủy");

    private static ReliefForm Other(ReliefKind kind, string submission) => Extension(submission: submission) with { Kind = kind.ToString(), Until = null };

    private static async Task<ObligationRow> Row(TamDuong district) => (await district.Ledger.Facts(TamDuong.KhunHa))!.Find("MT-PB", "2023")!;

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public async Task An_extension_keeps_the_red_row_and_every_board_above_hears_it(int? disorder)
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00", disorder);
        await district.Sweep.Run(CancellationToken.None);

        var answer = await district.Committee(TamDuong.KhunHa).Grant(Extension(), Who.Officer);

        Assert.Null(answer.Refusal);
        Assert.Equal(("Extended", "Gia hạn đến 31/01/2024", new DateOnly(2024, 1, 31)), (answer.Granted!.Status, answer.Granted.Sentence, answer.Granted.Due));
        Assert.Equal(
            ["01/01/2023 00:00 Dormant → Open", "01/10/2023 00:00 Open → Behind", "01/01/2024 00:00 Behind → Overdue", "05/01/2024 08:00 Overdue → Extended"], await district.Story(TamDuong.KhunHa));
        await TamDuong.Until(async () => await district.Total("12", "MT-PB") is { All: 13, Overdue: 4, Fulfilled: 8 });
        Assert.Equal(await district.Table("106", "MT-PB"), await district.Total("106", "MT-PB"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(11)]
    public async Task A_waived_one_leaves_the_denominator_from_its_instant_and_no_day_before(int? disorder)
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00", disorder);
        var before = await district.Archive.Owing("3430", "MT-PB", 2023, new(new(2024, 1, 4), Happened: false));

        var answer = await district.Committee(TamDuong.KhunHa).Grant(Other(ReliefKind.Waiver, "mien-khun-ha-01"), Who.Officer);

        Assert.Equal(("Waived", "Được miễn"), (answer.Granted!.Status, answer.Granted.Sentence));
        await TamDuong.Until(async () => await district.Total("106", "MT-PB") is { All: 12, Overdue: 4 });
        Assert.Equal(before, await district.Archive.Owing("3430", "MT-PB", 2023, new(new(2024, 1, 4), Happened: false)));
        Assert.Equal(Status.Waived, Assert.Single(await district.Archive.Owing("3430", "MT-PB", 2023, new(new(2024, 1, 5), Happened: false))).Line.Status);
    }

    [Fact]
    public async Task After_its_day_an_extension_is_overdue_and_in_time_before()
    {
        await using var district = await TamDuong.At("2023-12-20T08:00:00+07:00");
        await district.Committee(TamDuong.KhunHa).Grant(Extension(), Who.Officer);

        district.Now("2024-01-31T23:59:59.999+07:00");
        await district.Sweep.Run(CancellationToken.None);
        Assert.Equal("20/12/2023 08:00 Behind → Extended", (await district.Story(TamDuong.KhunHa))[^1]);
        var line = Assert.Single(await district.Archive.Owing("3430", "MT-PB", 2023, new(new(2023, 12, 19), Happened: false))).Line;
        Assert.Equal((Status.Behind, new DateOnly(2023, 12, 31)), (line.Status, line.Due));

        district.Now("2024-02-01T00:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);
        Assert.Equal("01/02/2024 00:00 Extended → Overdue", (await district.Story(TamDuong.KhunHa))[^1]);

        var held = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("30/01/2024"), Who.Officer);
        Assert.Equal("Đúng hạn, báo cáo chậm 1 ngày", held.Receipt!.Sentence);
    }

    [Fact]
    public async Task The_same_submission_again_gives_the_same_answer_also_after_a_restart_and_other_content_a_conflict()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var first = await district.Committee(TamDuong.KhunHa).Grant(Extension(), Who.Officer);

        await district.Restart("2024-01-06T09:00:00+07:00");
        var again = await district.Committee(TamDuong.KhunHa).Grant(Extension(), Who.Officer);
        var other = await district.Committee(TamDuong.KhunHa).Grant(Extension("28/02/2024"), Who.Officer);
        var elsewhere = await district.Committee("3390-FrontBloc").Grant(Extension(), Who.Officer);

        Assert.True(again.Repeated);
        Assert.Equal((first.Granted!.Id, first.Granted.RecordedAt), (again.Granted!.Id, again.Granted.RecordedAt));
        Assert.Equal(("Conflict", "Conflict"), (other.Refusal?.Kind, elsewhere.Refusal?.Kind));
        Assert.Single(await district.Archive.ReliefsOf(new(TamDuong.KhunHa, "MT-PB", "2023")));
    }

    [Fact]
    public async Task A_hundred_at_once_are_decided_one_after_the_other()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00", disorder: 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => district.Committee(TamDuong.KhunHa).Grant(Other(ReliefKind.Waiver, $"mien-khun-ha-{n % 10:D2}"), Who.Officer)));

        Assert.Single(answers.Where(answer => answer.Granted is not null).Select(answer => answer.Granted!.Id).Distinct(StringComparer.Ordinal));
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => Assert.Equal("Conflict", answer.Refusal!.Kind));
        Assert.Single(await district.Archive.ReliefsOf(new(TamDuong.KhunHa, "MT-PB", "2023")));
        Assert.Single((await district.Story(TamDuong.KhunHa)).Where(line => line.EndsWith("Waived", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_lifted_extension_goes_back_to_the_rules_own_day_and_a_lifted_waiver_to_the_extension_it_covered()
    {
        await using var district = await TamDuong.At("2023-12-20T08:00:00+07:00");
        await district.Committee(TamDuong.KhunHa).Grant(Extension(), Who.Officer);
        await district.Committee(TamDuong.KhunHa).Grant(Extension("15/03/2024", "gia-han-lan-hai"), Who.Officer);
        await district.Committee(TamDuong.KhunHa).Grant(Other(ReliefKind.Waiver, "mien-khun-ha-01"), Who.Officer);
        Assert.Equal(Status.Waived, (await Row(district)).Standing.Status);

        var back = await district.Committee(TamDuong.KhunHa).Grant(Other(ReliefKind.Lifted, "bo-mien-01"), Who.Officer);
        Assert.Equal(("Waiver", "Gia hạn đến 15/03/2024"), (back.Granted!.Lifts, back.Granted.Sentence));
        Assert.Contains("45-CV/HU", (await Row(district)).Bound.Document, StringComparison.Ordinal);

        var own = await district.Committee(TamDuong.KhunHa).Grant(Other(ReliefKind.Lifted, "bo-gia-han-01"), Who.Officer);
        Assert.Equal(("Extension", new DateOnly(2023, 12, 31), "Behind"), (own.Granted!.Lifts, own.Granted.Due, own.Granted.Status));
        Assert.Equal("Conflict", (await district.Committee(TamDuong.KhunHa).Grant(Other(ReliefKind.Lifted, "bo-lan-nua-01"), Who.Officer)).Refusal?.Kind);

        var row = await Row(district);
        Assert.Equal([new(2023, 12, 31), new(2024, 1, 31), new(2024, 3, 15), new(2024, 3, 15), new DateOnly(2024, 3, 15)], row.Earlier.Select(bound => bound.Due));
        Assert.Equal(
            ["Behind → Extended", "Extended → Waived", "Waived → Extended", "Extended → Behind"], (await district.Story(TamDuong.KhunHa))[2..].Select(line => line["20/12/2023 08:00 ".Length..]));
    }

    [Fact]
    public async Task What_is_fulfilled_or_makes_no_sense_is_refused_and_leaves_nothing()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var early = await district.Committee(TamDuong.KhunHa).Grant(Extension("31/12/2023"), Who.Officer);
        var unknown = await district.Committee(TamDuong.KhunHa).Grant(Extension() with { Rule = "UB-DT" }, Who.Officer);
        var nameless = await district.Committee(TamDuong.KhunHa).Grant(Extension() with { DocumentNo = null }, Who.Officer);
        await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("05/01/2024"), Who.Officer);
        var late = await district.Committee(TamDuong.KhunHa).Grant(Extension(), Who.Officer);

        Assert.Equal(
            [("Invalid", "until"), ("Unknown", null), ("Invalid", "documentNo"), ("Conflict", null)],
            new[] { early, unknown, nameless, late }.Select(answer => (answer.Refusal!.Kind, answer.Refusal.Field)));
        Assert.Empty(await district.Archive.ReliefsOf(new(TamDuong.KhunHa, "MT-PB", "2023")));
        Assert.Empty((await Row(district)).Earlier);
    }

    [Fact]
    public async Task A_second_extension_moves_the_board_although_no_status_changes()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        await district.Committee(TamDuong.KhunHa).Grant(Extension(), Who.Officer);
        var listener = await district.Listen();

        await district.Committee(TamDuong.KhunHa).Grant(Extension("15/03/2024", "gia-han-lan-hai"), Who.Officer);

        await listener.Hears("3430", lines => lines.Lines.Any(line => line.Rule == "MT-PB" && line.Line.Due == new DateOnly(2024, 3, 15)));
        Assert.Equal(Line.Sum([(await district.Table("3430", "MT-PB"))]), await district.Total("3430", "MT-PB"));
    }
}
