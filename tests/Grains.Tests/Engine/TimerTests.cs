namespace HoiQC.Grains.Tests.Engine;

public sealed class TimerTests : StageTests
{
    [Fact]
    public async Task A_tick_is_a_turn_and_ticks_never_overlap()
    {
        await Clock.Start("gate", interleave: false);
        await Stage.Happening("tick");
        var call = Clock.Wait("door");
        Assert.DoesNotContain("door entered", Stage.Log);
        Stage.Open("gate");
        await Stage.Happening("door entered");
        Stage.Open("door");
        await call;
        for (var n = 0; n < 5; n++) await Stage.Happening("tick ended");
        await Clock.Stop();
        var ticks = Stage.Log.Where(what => what.StartsWith("tick", StringComparison.Ordinal)).ToList();
        Assert.All(ticks.Select((what, n) => (what, n)), tick => Assert.Equal(tick.n % 2 == 0 ? "tick" : "tick ended", tick.what));
    }

    [Fact]
    public async Task An_interleaving_timer_ticks_beside_a_call()
    {
        await Clock.Start("gate", interleave: true);
        await Stage.Happening("tick");
        var call = Clock.Wait("door");
        await Stage.Happening("door entered");
        Stage.Open("gate");
        await Stage.Happening("tick ended");
        await Stage.Happening("tick ended");
        Stage.Open("door");
        await call;
    }

    [Fact]
    public async Task A_tick_that_fails_does_not_stop_the_timer()
    {
        Stage.Open("gate");
        await Clock.Start("gate", interleave: false);
        for (var n = 0; n < 6; n++) await Stage.Happening("tick ended");
        await Clock.Stop();
    }

    [Fact]
    public async Task A_stopped_timer_ticks_no_more()
    {
        Stage.Open("gate");
        await Clock.Start("gate", interleave: false);
        await Stage.Happening("tick ended");
        await Clock.Stop();
        var ticks = await Clock.Ticks();
        await Silo.Grains.GetGrain<IClockGrain>("b").Start("gate", interleave: false);
        for (var n = 0; n < 5; n++) await Stage.Happening("tick ended");
        Assert.Equal(ticks, await Clock.Ticks());
    }

    [Fact]
    public async Task Timers_end_with_their_instance()
    {
        Stage.Open("gate");
        await Clock.Start("gate", interleave: false);
        await Stage.Happening("tick ended");
        await Clock.Leave();
        Assert.Equal(0, await Clock.Ticks());
        var other = Silo.Grains.GetGrain<IClockGrain>("b");
        await other.Start("gate", interleave: false);
        while (await other.Ticks() < 5) await Stage.Happening("tick ended");
        Assert.Equal(0, await Clock.Ticks());
    }

    private IClockGrain Clock => Silo.Grains.GetGrain<IClockGrain>("a");
}
