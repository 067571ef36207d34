using Orleans.Serialization;

namespace HoiQC.Grains.Tests.Engine;

public sealed class CallTests : StageTests
{
    [Fact]
    public async Task A_grain_remembers_between_calls_and_keys_are_apart()
    {
        Assert.Equal(1, await Probe("Hội Nông dân").Count());
        Assert.Equal(2, await Probe("Hội Nông dân").Count());
        Assert.Equal(1, await Probe("hội nông dân").Count());
    }

    [Fact]
    public async Task Results_of_every_kind_come_back()
    {
        await Probe("a").Nothing();
        Assert.Equal("a", await Probe("a").Key());
        var seen = await Probe("a").Say(new DatedWord("chậm nhất", new(2026, 12, 1)));
        Assert.Equal(("a", 1), (seen.Key, seen.Calls));
        Assert.Equal(["DatedWord", "chậm nhất"], seen.Names);
    }

    [Fact]
    public async Task A_thousand_callers_at_once_lose_no_call()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => Probe("a").Count())));
        Assert.Equal(Enumerable.Range(1, 1_000), counts.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_crosses_with_its_type_and_message(bool later)
    {
        var probe = Probe("a");
        var error = await Assert.ThrowsAsync<RefusedException>(() => later ? probe.FailLater("quá hạn") : probe.Fail("quá hạn"));
        Assert.Equal("quá hạn", error.Message);
        Assert.Equal(1, await probe.Count());
    }

    [Fact]
    public async Task The_callers_async_locals_stay_with_the_caller()
    {
        ProbeGrain.Ambient.Value = 5;
        Assert.Equal(0, await Probe("a").FreeOfContext());
        Assert.Equal(0, await Probe("a").FreeOfContext());
        Assert.Equal(5, ProbeGrain.Ambient.Value);
    }

    [Fact]
    public async Task A_call_without_answer_ends_in_a_timeout_and_the_grain_goes_on()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Probe("a").Never());
        Stage.Open("never");
        Assert.Equal(1, await Probe("a").Count());
    }

    [Fact]
    public async Task A_cycle_of_calls_ends_in_a_timeout()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Probe("a").CallBack("b"));
        Assert.Equal(1, await Probe("c").CountOf("d"));
    }

    [Fact]
    public async Task Grains_call_each_other()
    {
        Assert.Equal(1, await Probe("a").CountOf("b"));
        Assert.Equal(2, await Probe("b").Count());
    }

    [Fact]
    public async Task A_one_way_call_returns_at_once_and_its_failure_is_not_heard()
    {
        await Probe("a").Hint("door");
        await Stage.Happening("door entered");
        Stage.Open("door");
        await Stage.Happening("door ended");
        await Probe("a").FailUnheard();
        await Stage.Happening("unheard");
        Assert.Equal(1, await Probe("a").Count());
    }

    [Fact]
    public async Task A_cancelled_call_ends_for_caller_and_grain()
    {
        using var cancel = new CancellationTokenSource();
        var call = Probe("a").WaitCancelled("door", cancel.Token);
        await Stage.Happening("door entered");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, await Probe("a").Count());
    }

    [Fact]
    public async Task References_to_one_grain_are_equal_and_may_be_handed_on()
    {
        var itself = await Probe("a").Itself();
        Assert.Equal(Probe("a"), itself);
        Assert.NotEqual(Probe("b"), itself);
        Assert.Equal("a", itself.GetPrimaryKeyString());
        Assert.Equal(1, await itself.Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void A_blank_key_is_refused(string? key) => Assert.ThrowsAny<ArgumentException>(() => Probe(key!));

    [Fact]
    public async Task An_interface_with_two_classes_is_refused_unless_one_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Silo.Grains.GetGrain<IShapeGrain>("a"));
        Assert.StartsWith("Unable to identify a single appropriate grain type for interface", error.Message, StringComparison.Ordinal);
        Assert.Equal("circle", await Silo.Grains.GetGrain<ICircleGrain>("a").Name());
        Assert.Equal("square", await Silo.Grains.GetGrain<IShapeGrain>("a", typeof(SquareGrain).FullName).Name());
    }

    [Fact]
    public void An_interface_without_a_class_is_refused() =>
        Assert.Throws<ArgumentException>(() => Silo.Grains.GetGrain<INobodyGrain>("a"));

    [Fact]
    public void An_interface_with_a_message_that_cannot_cross_is_refused() =>
        Assert.Throws<CodecNotFoundException>(() => Silo.Grains.GetGrain<IUnmarkedGrain>("a"));
}
