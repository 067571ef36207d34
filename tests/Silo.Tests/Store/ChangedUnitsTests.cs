using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Store;

public class ChangedUnitsTests
{
    [Fact]
    public async Task What_changed_below_a_unit_changed_it_and_what_was_asked_before_does_not_matter()
    {
        using var world = await World.TamDuong(2023, 12, 5);
        var changed = new ChangedUnits(world.Database);
        var start = await world.Archive.Newest(exact: true);
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 12, 1));
        var middle = await world.Archive.Newest(exact: true);
        await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 12, 1));
        var end = await world.Archive.Newest(exact: true);

        Assert.True(await After("106", middle, end));
        Assert.False(await After("3421", middle, end));
        Assert.True(await After("3421", start, end));
        Assert.True(await After("12", start, end));
        Assert.False(await After("12", start, end, below: false));
        Assert.True(await After("3421", start, end, below: false));
        Assert.False(await After("3390", start, end));
        Assert.False(await After("12", end, end));

        await world.HandIn("3390-FrontBloc", "MT-PB", "2023", new(2023, 12, 1));
        Assert.True(await After("3390", end, await world.Archive.Newest(exact: true)));

        Task<bool> After(string unit, long number, long upTo, bool below = true) => changed.After(world.Node.Current.Tree, unit, number, upTo, below, CancellationToken.None);
    }
}
