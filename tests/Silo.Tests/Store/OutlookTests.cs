using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Store;

public class OutlookTests
{
    private static readonly DateOnly Day = new(2023, 9, 6);
    private static readonly DateOnly End = new(2023, 12, 31);

    [Fact]
    public async Task A_sample_takes_bodies_of_different_units_that_would_owe_and_no_others()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var outlook = new Outlook(world.Database, world.Node);
        var sample = await outlook.Sample(new([World.Front], ["commune"], Subject.Bloc, [World.Front], null), Day, 3);
        Assert.Equal(["3390-FrontBloc", "3394-FrontBloc", "3400-FrontBloc"], sample.Select(body => body.Id));

        var alone = await outlook.Sample(new Owners([World.Front, World.Government], ["commune", "province"], Subject.Body, [], null) { Territory = ["=3430"] }, Day, 3);
        Assert.Equal(["3430-FrontBloc", "3430-PeoplesCommittee"], alone.Select(body => body.Id));
        Assert.Empty(await outlook.Sample(new([World.Front], ["district"], Subject.Body, [], null), Day, 3));
        Assert.Empty(await outlook.Sample(new Owners([World.Front], ["commune"], Subject.Body, [], null) { Special = true }, Day, 3));
        Assert.Empty(await outlook.Sample(new([World.Front], ["commune"], Subject.Body, [], null), new(2025, 7, 1), 3));
        Assert.Equal([World.Front, World.Government], await outlook.Kinds());
    }

    [Fact]
    public async Task What_falls_due_is_counted_by_rule_and_day_and_what_is_fulfilled_no_more()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var outlook = new Outlook(world.Database, world.Node);
        await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 9, 5));

        Assert.Equal([new DueCount("MT-PB", End, 12), new DueCount("UB-DT", End, 13)], await outlook.Dues(World.District, Day, End));
        Assert.Equal([new DueCount("UB-DT", End, 1)], await outlook.Dues("3430", Day, End));
        Assert.Empty(await outlook.Dues(World.District, Day, End.AddDays(-1)));
        var list = await outlook.DueList("3430", Day, End, 10);
        Assert.Equal(["3430-PeoplesCommittee/UB-DT/2023"], list.Select(pair => $"{pair.Row.Key}"));
        Assert.Equal(5, (await outlook.DueList(World.Province, Day, End, 5)).Length);
    }

    [Fact]
    public async Task What_was_made_ahead_is_due_though_it_is_not_open_yet()
    {
        using var world = World.On(2023, 11, 20).TamDuongUnits().Rule("R1", World.Front, "commune", ("due", "31/01"));
        world.Body("a", "3430", World.Front, "MTTQ xã Khun Há");
        await world.Publish();
        await world.Open();
        var outlook = new Outlook(world.Database, world.Node);
        Assert.Equal([new DueCount("R1", new(2024, 1, 31), 1)], await outlook.Dues(World.District, new(2023, 11, 20), new(2024, 11, 19)));
        Assert.Single(await outlook.DueList("3430", new(2023, 11, 20), new(2024, 11, 19), 10));
        Assert.Single(await outlook.Burdens("3430", new(2023, 11, 20), new(2024, 11, 19)));
    }

    [Fact]
    public async Task Bodies_with_equally_many_due_days_in_a_week_are_counted_together()
    {
        using var world = World.On(2023, 9, 6).TamDuongUnits().Rule("R1", World.Front, "commune").Rule("R2", World.Front, "commune", ("due", "26/12")).Rule("R3", World.Front, "commune", ("due", "24/12"));
        world.Body("a", "3430", World.Front, "MTTQ xã Khun Há").Body("b", "3430", World.Front, "Khối xã Khun Há", registeredOn: new(2023, 12, 28));
        await world.Publish();
        await world.Open();
        var outlook = new Outlook(world.Database, world.Node);

        // 25/12/2023 is a Monday: 26/12 and 31/12 lie in its week, 24/12 in the one before.
        Assert.Equal(
            ["18/12 1 việc, 1 tổ chức", "25/12 1 việc, 1 tổ chức", "25/12 2 việc, 1 tổ chức"],
            (await outlook.Burdens("3430", Day, End)).OrderBy(burden => (burden.Week, burden.Dues)).Select(burden => $"{burden.Week:dd/MM} {burden.Dues} việc, {burden.Bodies} tổ chức"));
        Assert.Equal(
            ["3430 FrontBloc 06/09/2023 30/06/2025: 1", "3430 FrontBloc 28/12/2023 30/06/2025: 1"],
            (await outlook.Groups(World.District, Day)).Select(group => $"{group.Unit} {group.Kind} {group.From:dd/MM/yyyy} {group.LastDay:dd/MM/yyyy}: {group.Count}"));
    }
}
