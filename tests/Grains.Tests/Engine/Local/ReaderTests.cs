namespace HoiQC.Grains.Tests.Engine.Local;

/// <summary>
/// The one-process engine is the looser one here, as some releases of Orleans are: grains must not count on a writer having waited for every reader. Orleans 10.4.2 lets it wait.
/// </summary>
public sealed class ReaderTests : StageTests
{
    [Fact]
    public async Task After_the_first_reader_a_writer_may_run_beside_the_second()
    {
        var one = Probe("a").Read("one");
        await Stage.Happening("one entered");
        var two = Probe("a").Read("two");
        await Stage.Happening("two entered");
        Stage.Open("one");
        await one;

        var writer = Probe("a").Wait("writer");
        await Stage.Happening("writer entered");
        Stage.Open("two");
        Stage.Open("writer");
        await Task.WhenAll(two, writer);
    }
}
