using Orleans.Storage;

namespace HoiQC.Grains.Tests.Engine;

public sealed class StateTests : StageTests
{
    private ILedgerGrain Ledger => Silo.Grains.GetGrain<ILedgerGrain>("a");

    [Fact]
    public async Task What_was_written_is_there_after_the_instance_is_gone()
    {
        Assert.False(await Ledger.Exists());
        await Ledger.Add(3);
        await Ledger.Add(4);
        await Restart();
        Assert.True(await Ledger.Exists());
        Assert.Equal(7, await Ledger.Sum());
    }

    [Fact]
    public async Task What_was_not_written_is_not_there_after_reading_again()
    {
        await Ledger.Add(3);
        await Ledger.AddUnsaved(4);
        Assert.Equal(7, await Ledger.Sum());
        await Ledger.Reload();
        Assert.Equal(3, await Ledger.Sum());
    }

    [Fact]
    public async Task A_cleared_state_begins_anew()
    {
        await Ledger.Add(3);
        await Ledger.Clear();
        Assert.False(await Ledger.Exists());
        Assert.Equal(0, await Ledger.Sum());
        await Ledger.Add(1);
        Assert.Equal(1, await Ledger.Sum());
    }

    [Fact]
    public async Task A_writer_behind_the_stored_version_is_refused_and_its_grain_reads_again()
    {
        await Ledger.Add(3);
        var elsewhere = new GrainState<LedgerState>();
        await Silo.Storage.ReadStateAsync("ledger", Ledger.GetGrainId(), elsewhere);
        elsewhere.State = new(100);
        await Silo.Storage.WriteStateAsync("ledger", Ledger.GetGrainId(), elsewhere);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Ledger.Add(1));
        Assert.Equal(("2", "1"), (conflict.StoredEtag, conflict.CurrentEtag));
        await Ledger.Add(1);
        Assert.Equal(101, await Ledger.Sum());
        Assert.Equal(["ledger left: ApplicationError"], Stage.Log);
    }

    [Fact]
    public async Task A_broken_storage_shows_in_the_call_and_the_state_survives_it()
    {
        await Ledger.Add(3);
        Silo.Storage.Broken = new IOException("disk full");
        var error = await Assert.ThrowsAsync<OrleansException>(() => Ledger.Add(1));
        Assert.Equal("disk full", error.InnerException!.Message);
        Silo.Storage.Broken = null;
        await Ledger.Reload();
        Assert.Equal(3, await Ledger.Sum());
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_fails_the_activation()
    {
        Silo.Storage.Broken = new IOException("disk gone");
        await Assert.ThrowsAnyAsync<Exception>(() => Ledger.Sum());
        Silo.Storage.Broken = null;
        Assert.Equal(0, await Ledger.Sum());
    }

    private async Task Restart()
    {
        Silo.Storage.Broken = null;
        await Ledger.Leave();
    }
}
