using System.Collections.Immutable;
using Dapper;
using HoiQC.Grains.Configuration;
using HoiQC.Silo.Store;
using Orleans.Storage;

namespace HoiQC.Silo.Tests.Store;

public class DocumentStorageTests
{
    private static readonly GrainId Tree = GrainId.Create("unittree", DocumentNames.Key);

    [Fact]
    public async Task A_document_comes_back_as_it_was_written_and_readable()
    {
        using var world = World.On(2023, 9, 6);
        var storage = new DocumentStorage(world.Database);
        var written = new GrainState<UnitTreeState>(new() { Document = new(1, [new("3421", "Xã Bản Hon", "Bản Hon", "xã", "commune", "106", new(2004, 1, 1), new(2025, 6, 30))]) });

        await storage.WriteStateAsync(DocumentNames.Units, Tree, written);
        var read = new GrainState<UnitTreeState>(new());
        await storage.ReadStateAsync(DocumentNames.Units, Tree, read);

        Assert.Equal(("1", true), (read.ETag, read.RecordExists));
        Assert.Equal(written.State!.Document!.Units, read.State!.Document!.Units);
        Assert.Contains("Xã Bản Hon", await world.Database.Read(c => c.ExecuteScalar<string>("SELECT document FROM grain"))!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_written_leaves_the_state_alone()
    {
        using var world = World.On(2023, 9, 6);
        var state = new GrainState<UnitTreeState>(new());

        await new DocumentStorage(world.Database).ReadStateAsync(DocumentNames.Units, Tree, state);

        Assert.Equal((null, false, null), (state.ETag, state.RecordExists, state.State!.Document));
    }

    [Fact]
    public async Task Each_write_has_the_next_version_and_an_old_one_is_refused()
    {
        using var world = World.On(2023, 9, 6);
        var storage = new DocumentStorage(world.Database);
        GrainState<UnitTreeState> first = new(new() { Document = new(1, []) }), second = new(new());
        await storage.WriteStateAsync(DocumentNames.Units, Tree, first);
        await storage.ReadStateAsync(DocumentNames.Units, Tree, second);
        await storage.WriteStateAsync(DocumentNames.Units, Tree, second);

        var refused = await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(DocumentNames.Units, Tree, first));
        Assert.Equal(("2", "1"), (refused.StoredEtag, refused.CurrentEtag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(DocumentNames.Units, Tree, new GrainState<UnitTreeState>(new())));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(DocumentNames.Units, Tree, first));

        await storage.ClearStateAsync(DocumentNames.Units, Tree, second);
        Assert.Equal((null, false), (second.ETag, second.RecordExists));
        await storage.WriteStateAsync(DocumentNames.Units, Tree, second);
        Assert.Equal("1", second.ETag);
    }

    [Fact]
    public async Task Documents_written_in_a_transaction_go_with_it()
    {
        using var world = World.On(2023, 9, 6);
        await world.TamDuongUnits().Rule("MT-PB", World.Front, "commune").Publish();
        Assert.Equal((3, 3), (world.Node.Current.Version, await world.Database.Read(Documents.ConfigurationVersion)));

        await Assert.ThrowsAsync<InvalidDataException>(() => world.Database.Write<int>(connection =>
        {
            Documents.Write(connection, DocumentNames.Calendar, new CalendarState { Document = new(2, []) }, expectedVersion: 1);
            throw new InvalidDataException("tệp có dòng sai");
        }));

        Assert.Equal(3, await world.Database.Read(Documents.ConfigurationVersion));
        Assert.Equal(1, (await world.Node.Refresh()).CalendarNumber);
    }
}
