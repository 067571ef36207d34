using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Grains.Tests.District;

public sealed class BoardTests
{
    [Fact]
    public async Task The_board_of_the_district_holds_62_obligations_of_2023_with_45_fulfilled()
    {
        await using var district = await TamDuong.At("2023-09-06T17:00:00+07:00");

        var total = await district.Total("106");

        Assert.Equal((62, 45, 0), (total.All, total.Fulfilled, total.Overdue));
        Assert.Equal(total, await district.Total("12"));
        Assert.Equal(total, await district.Table("106"));
    }

    [Fact]
    public async Task A_year_without_data_has_no_denominator()
    {
        await using var district = await TamDuong.At("2023-09-06T17:00:00+07:00");

        Assert.Equal((0, Status.NoData), (await district.Total("106", year: 2022)) is var line ? (line.All, line.Status) : default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Messages_lost_doubled_and_out_of_order_leave_every_board_as_the_tables_say(int seed)
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00", disorder: seed);
        await district.Sweep.Run(CancellationToken.None);
        await district.Total("12");
        var bodies = (await district.Archive.Owing("106", "MT-PB", 2023, null)).Select(one => one.Body).ToList();

        await Task.WhenAll(bodies.Select((body, n) => district.Committee(body).Submit(TamDuong.Conference("05/01/2024", $"gui-lon-xon-{seed}-{n:D2}"), Who.Officer)));

        var table = await district.Table("106");
        Assert.Equal(50, table.Fulfilled);
        await TamDuong.Until(async () => await district.Total("106") == table && await district.Total("12") == table && (await district.Total("3430")).Fulfilled == 2);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task A_reading_that_asks_for_all_that_is_recorded_holds_it_whatever_messages_were_lost(int seed)
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00", disorder: seed);
        await district.Total("12");
        var bodies = (await district.Archive.Owing("106", "MT-PB", 2023, null)).Select(one => one.Body).ToList();

        for (var n = 0; n < bodies.Count; n++)
        {
            await district.Committee(bodies[n]).Submit(TamDuong.Conference("05/01/2024", $"gui-roi-xem-{seed}-{n:D2}"), Who.Officer);
            var newest = await district.Archive.Newest(exact: true);
            foreach (var unit in (string[])["12", "106"])
            {
                var board = await district.Board(unit).Read(2023, newest);
                Assert.Equal(await district.Table(unit), Line.Sum(board.Lines.Select(line => line.Line)));
            }
        }
    }

    [Fact]
    public async Task A_reading_that_overtakes_a_message_tells_on_what_the_message_would_have()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        await district.Total("12");
        var (ofDistrict, ofProvince) = (await district.Listen(), await district.Listen());

        await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("05/01/2024"), Who.Officer);
        foreach (var unit in (string[])["12", "106"]) await district.Board(unit).Read(2023, await district.Archive.Newest(exact: true));

        await ofDistrict.Hears("106", lines => lines.Lines.Any(line => line is { Rule: "MT-PB", Line.Fulfilled: 9 }));
        await ofProvince.Hears("12", lines => lines.Lines.Any(line => line is { Rule: "MT-PB", Line.Fulfilled: 9 }));
    }

    [Fact]
    public async Task A_count_that_changes_no_status_reaches_every_board_and_raises_its_number_but_is_no_transition()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);
        var before = await district.Board("12").Read(2024);
        var transitions = await district.Archive.Transitions(0, 1000);

        Assert.Null((await district.Committee("106-PartyCommittee").Submit(TamDuong.Conference(rule: "CU-YK-CT", period: "2024"), Who.Officer)).Refusal);

        await TamDuong.Until(async () => (await district.Total("12", "CU-YK-CT", 2024)).Done == 1);
        Assert.True((await district.Board("12").Read(2024)).Number > before.Number);
        Assert.Equal(transitions, await district.Archive.Transitions(0, 1000));
        Assert.Equal(Status.DueSoon, (await district.Ledger.Facts("106-PartyCommittee"))!.Find("CU-YK-CT", "2024")!.Standing.Status);
    }

    [Fact]
    public async Task What_a_board_shows_is_never_below_a_number_already_shown()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var numbers = new List<long> { (await district.Board("106").Read(2023)).Number };
        var bodies = (await district.Archive.Owing("106", "MT-PB", 2023, null)).Select(one => one.Body).ToList();

        foreach (var (body, n) in bodies.Select((body, n) => (body, n)))
        {
            await district.Committee(body).Submit(TamDuong.Conference("05/01/2024", $"gui-lan-luot-{n:D2}"), Who.Officer);
            numbers.Add((await district.Board("106").Read(2023)).Number);
        }

        Assert.Equal(numbers.Order(), numbers);
        await TamDuong.Until(async () => (await district.Total("106", "MT-PB")).Fulfilled == 13);
    }
}
