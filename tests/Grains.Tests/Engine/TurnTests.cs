namespace HoiQC.Grains.Tests.Engine;

public sealed class TurnTests : StageTests
{
    [Fact]
    public async Task Calls_do_not_interleave_even_where_one_waits()
    {
        var first = Probe("a").Wait("first");
        await Stage.Happening("first entered");
        var second = Probe("a").Wait("second");
        await RunBeside("beside");

        Assert.DoesNotContain("second entered", Stage.Log);
        Stage.Open("second");
        Stage.Open("first");
        await Task.WhenAll(first, second);
        Assert.Equal(["first entered", "beside entered", "beside ended", "first ended", "second entered", "second ended"], Stage.Log);
    }

    [Fact]
    public async Task Readers_run_beside_each_other_and_a_writer_waits_for_them()
    {
        var one = Probe("a").Read("one");
        await Stage.Happening("one entered");
        var writer = Probe("a").Wait("writer");
        var two = Probe("a").Read("two");
        await Stage.Happening("two entered");

        Assert.DoesNotContain("writer entered", Stage.Log);
        Stage.Open("one");
        Stage.Open("two");
        await Task.WhenAll(one, two);
        Stage.Open("writer");
        await writer;
    }

    [Fact]
    public async Task A_reader_waits_for_the_writer()
    {
        var writer = Probe("a").Wait("writer");
        await Stage.Happening("writer entered");
        var reader = Probe("a").Read("reader");
        await RunBeside("beside");

        Assert.DoesNotContain("reader entered", Stage.Log);
        Stage.Open("writer");
        Stage.Open("reader");
        await Task.WhenAll(writer, reader);
    }

    [Fact]
    public async Task A_reentrant_class_lets_its_calls_meet_and_may_call_itself()
    {
        var grain = Silo.Grains.GetGrain<IOpenGrain>("a");
        var first = grain.Wait("first");
        await Stage.Happening("first entered");
        var second = grain.Wait("second");
        await Stage.Happening("second entered");
        Assert.Equal(42, await grain.CallBack("a"));
        Stage.Open("first");
        Stage.Open("second");
        await Task.WhenAll(first, second);
    }

    private async Task RunBeside(string gate)
    {
        Stage.Open(gate);
        await Probe("a").Interleave(gate);
    }
}
