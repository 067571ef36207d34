using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Tests.Store;

public class ArchiveTests
{
    [Theory]
    [InlineData("ban hon", "3421-FrontBloc", "3421-PeoplesCommittee")]
    [InlineData("BẢN HON", "3421-FrontBloc", "3421-PeoplesCommittee")]
    [InlineData("ubnd  xa khun há", "3430-PeoplesCommittee")]
    [InlineData("đoàn thể xã hồ", "3406-FrontBloc")]
    [InlineData("hon mttq", "3421-FrontBloc")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    public async Task A_body_is_found_without_diacritics_and_case(string text, params string[] found)
    {
        using var world = await World.TamDuong(2023, 9, 6);

        Assert.Equal(found, (await world.Archive.SearchBodies(World.Province, text, 10)).Select(body => body.Id).Order());
    }

    [Fact]
    public async Task A_search_stays_below_its_unit_and_within_its_limit()
    {
        using var world = await World.TamDuong(2023, 9, 6);

        Assert.Empty(await world.Archive.SearchBodies("3430", "ban hon", 10));
        Assert.Equal(5, (await world.Archive.SearchBodies(World.District, "ubnd", 5)).Length);
        Assert.Equal(["3421-FrontBloc", "3421-PeoplesCommittee"], (await world.Archive.BodiesOf("3421")).Select(body => body.Id));
        Assert.Empty(await world.Archive.BodiesOf(World.District));
    }

    [Fact]
    public async Task What_is_owed_next_comes_by_its_due_day_and_as_it_stands_now()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        await world.Rule("UB-BC", World.Government, "commune", ("due", "15/12")).Publish();
        await world.Open();
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 9, 1));

        var next = await world.Archive.DueNext(null, "3421", 10);
        Assert.Equal(["UB-BC 15/12 Open", "UB-DT 31/12 Open"], next.Select(owed => $"{owed.Row.Key.Rule} {owed.Row.Due:dd/MM} {owed.Row.Standing.Status}"));
        Assert.All(next, owed => Assert.Equal("UBND xã Bản Hon", owed.Body.Name));
        Assert.Equal(13, (await world.Archive.DueNext(null, World.District, 13)).Count(owed => owed.Row.Key.Rule == "UB-BC"));

        world.Now = World.At(2023, 12, 16);
        Assert.Equal(["UB-BC Overdue", "UB-DT Behind"], (await world.Archive.DueNext("3421-PeoplesCommittee", null, 10)).Select(owed => $"{owed.Row.Key.Rule} {owed.Row.Standing.Status}"));
        Assert.Empty(await world.Archive.DueNext("3421-FrontBloc", null, 10));
    }

    [Fact]
    public async Task A_number_leads_to_what_came_after_it()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var number = await world.Archive.Newest();
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 9, 1));

        var after = Assert.Single(await world.Archive.Transitions(number, 10));
        Assert.Equal(("3421", 2023, Status.Open, Status.Fulfilled), (after.Unit, after.Year, after.From, after.To));
        Assert.Equal(new ObligationKey("3421-FrontBloc", "MT-PB", "2023"), after.Key);
        Assert.Equal(["3421"], await world.Archive.UnitsChangedAfter(number, long.MaxValue));
        Assert.Empty(await world.Archive.UnitsChangedAfter(after.Seq, long.MaxValue));
        Assert.Equal(2, (await world.Archive.Transitions(0, 2)).Length);
        Assert.Equal(["Dormant Open", "Open Fulfilled"], (await world.Archive.TransitionsOf(after.Key)).Select(one => $"{one.From} {one.To}"));
        Assert.Equal(after.Seq, (await world.Archive.Board("3421", 2023, null)).Number);
    }

    [Fact]
    public async Task Reminders_are_seen_once_by_the_first_who_looks()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        world.Now = World.At(2023, 12, 25, 9);
        await world.Sweep();

        Assert.Equal(4, (await world.Archive.Reminders(null, "3421", 10)).Length);
        Assert.Equal(7, (await world.Archive.Reminders(null, World.Province, 7)).Length);
        Assert.All(await world.Archive.Reminders(null, World.Province, 7), reminder => Assert.Equal((-7, World.At(2023, 12, 24), new DateOnly(2023, 12, 31)), (reminder.Offset, reminder.At, reminder.Due)));

        await world.Archive.MarkSeen("3421-FrontBloc", Who.Officer with { Name = "Lò Thị Hoa" }, world.Now);
        await world.Archive.MarkSeen("3421-FrontBloc", Who.Officer with { Name = "Vàng A Páo" }, world.Now.AddDays(1));
        Assert.All(await world.Archive.Reminders("3421-FrontBloc", null, 10), reminder => Assert.Equal([new SeenBy("Lò Thị Hoa", world.Now), new("Vàng A Páo", world.Now.AddDays(1))], reminder.Seen));
        Assert.All(await world.Archive.Reminders("3421-PeoplesCommittee", null, 10), reminder => Assert.Empty(reminder.Seen));
    }

    [Fact]
    public async Task Calls_are_kept_newest_first()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var first = new CallRow("3421-FrontBloc", new(2023, 9, 1), "Lò Thị Hoa", "Hẹn tổ chức trong tháng 9", world.Now);
        var second = first with { Body = "3430-FrontBloc", On = new(2023, 9, 5), Note = "Chưa có lịch" };
        await world.Archive.AddCall(second, Who.Officer);
        await world.Archive.AddCall(first, Who.Officer);

        Assert.Equal([second, first], await world.Archive.Calls(null, World.Province, 10));
        Assert.Equal([first], await world.Archive.Calls("3421-FrontBloc", null, 10));
        Assert.Empty(await world.Archive.Calls(null, "3394", 10));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Archive.Calls(null, null, 10));
    }

    [Fact]
    public async Task A_folder_says_what_it_is()
    {
        using var world = World.On(2023, 9, 6);
        Assert.Equal(new FolderFacts(false, null, null, false), await world.Archive.Folder());

        await world.TamDuongUnits().Publish();
        await world.Database.Write(c => c.Execute("INSERT INTO meta (key, value) VALUES ('sample', 'tam-duong-2023'), ('sample_year', '2023'), ('demonstration', '1')"));

        Assert.Equal(new FolderFacts(true, "tam-duong-2023", 2023, true), await world.Archive.Folder());
    }
}
