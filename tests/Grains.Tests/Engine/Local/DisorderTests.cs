using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Local;
using Orleans.Storage;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>The disorder that the tests of the grains run in is really there.</summary>
public sealed class DisorderTests
{
    private const int Many = 300;
    private readonly Stage _stage = new();

    [Fact]
    public async Task One_way_calls_are_lost_doubled_and_reordered()
    {
        await using var silo = await Start(new(Seed: 1) { ActivatedTwice = _ => false });
        await Hint(silo, "a");
        await silo.Stop();
        var heard = Heard();
        Assert.NotEqual(heard.Order(), heard);
        Assert.InRange(heard.Distinct().Count(), Many / 2, Many - 1);
        Assert.True(heard.Count > heard.Distinct().Count());
    }

    [Fact]
    public async Task The_same_seed_loses_and_doubles_the_same_calls()
    {
        List<List<int>> rounds = [];
        for (var round = 0; round < 2; round++)
        {
            _stage.Log.Clear();
            await using var silo = await Start(new(Seed: 2) { ActivatedTwice = _ => false });
            await Hint(silo, "a");
            await silo.Stop();
            rounds.Add([.. Heard().Order()]);
        }

        Assert.Equal(rounds[0], rounds[1]);
    }

    [Fact]
    public async Task Calls_with_an_answer_always_arrive_once()
    {
        await using var silo = await Start(new(Seed: 3));
        for (var n = 0; n < Many; n++) await silo.Grains.GetGrain<IProbeGrain>("a").Count();
        Assert.Equal(Many, _stage.Counted);
    }

    [Fact]
    public async Task A_grain_lives_twice()
    {
        await using var silo = await Start(new(Seed: 4));
        var highest = 0;
        for (var n = 0; n < Many; n++) highest = Math.Max(highest, await silo.Grains.GetGrain<IProbeGrain>("a").Count());
        Assert.InRange(highest, Many / 4, Many - 1);
    }

    [Fact]
    public async Task Two_activations_meet_in_storage_and_whoever_repeats_loses_nothing()
    {
        await using var silo = await Start(new(Seed: 5));
        var ledger = silo.Grains.GetGrain<ILedgerGrain>("a");
        var conflicts = 0;
        for (var n = 0; n < Many;)
        {
            try
            {
                await ledger.Add(1);
                n++;
            }
            catch (InconsistentStateException)
            {
                conflicts++;
            }
        }

        Assert.True(conflicts > 0);
        var stored = new GrainState<LedgerState>();
        await silo.Storage.ReadStateAsync("ledger", ledger.GetGrainId(), stored);
        Assert.Equal(Many, stored.State!.Sum);
    }

    private Task<TestSilo> Start(DisorderOptions options) => TestSilo.StartDisorderly(options, services => services.AddSingleton(_stage));

    private async Task Hint(TestSilo silo, string key)
    {
        for (var n = 0; n < Many; n++)
        {
            var gate = n.ToString("0000", CultureInfo.InvariantCulture);
            _stage.Open(gate);
            await silo.Grains.GetGrain<IProbeGrain>(key).Hint(gate);
        }
    }

    private List<int> Heard() => [.. _stage.Log.Where(what => what.EndsWith("entered", StringComparison.Ordinal)).Select(what => int.Parse(what[..4], CultureInfo.InvariantCulture))];
}
