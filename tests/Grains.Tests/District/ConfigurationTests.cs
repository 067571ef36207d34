using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Silo.Store;

namespace HoiQC.Grains.Tests.District;

/// <summary>What a node knows of rules, units and calendars when another node died before it told.</summary>
public sealed class ConfigurationTests
{
    private const string Morning = "2023-12-20T09:00:00+07:00";

    [Fact]
    public async Task A_version_that_was_stored_and_never_told_is_met_at_the_next_look()
    {
        await using var district = await TamDuong.At(Morning);
        var before = district.Node.Current.Version;
        await StoreUntold(district);
        Assert.Equal(before, district.Node.Current.Version);
        Assert.Equal(before + 1, (await district.Node.Refresh()).Version);
    }

    [Fact]
    public async Task A_board_of_a_node_that_knows_an_older_version_than_its_reader_loads_the_newer()
    {
        await using var district = await TamDuong.At(Morning);
        var board = district.Grains.GetGrain<IBoardGrain>("106");
        await board.Read(2023);
        var newer = await StoreUntold(district);
        await board.Read(2023, configuration: newer);
        Assert.Equal(newer, district.Node.Current.Version);
    }

    /// <summary>Stores the units once more, as a node that then dies.</summary>
    private static Task<long> StoreUntold(TamDuong district) => district.Database.Write(connection =>
    {
        var (state, version) = Documents.Read<UnitTreeState>(connection, DocumentNames.Units);
        Documents.Write(connection, DocumentNames.Units, new UnitTreeState { Document = state!.Document! with { Version = version + 1 } }, version);
        return Documents.ConfigurationVersion(connection);
    });
}
