using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace HoiQC.Grains.Tests.Engine;

public sealed class ObserverTests : StageTests
{
    private ITellerGrain Teller => Silo.Grains.GetGrain<ITellerGrain>("a");

    [Fact]
    public async Task Whoever_subscribed_is_told_and_a_second_subscription_only_renews_the_first()
    {
        var listener = new Listener(Stage, "one");
        var reference = Silo.Grains.CreateObjectReference<IListener>(listener);
        Assert.Equal(1, await Teller.Subscribe(reference));
        Assert.Equal(1, await Teller.Subscribe(reference));
        await Teller.Tell("hello");
        await Stage.Happening("one heard hello");
        await Teller.TellSlowly("again");
        await Stage.Happening("one slowly heard again");
        await Teller.Unsubscribe(reference);
        Assert.Equal(0, await Teller.Tell("nothing"));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_that_was_deleted_is_told_no_more()
    {
        var (deleted, kept) = (new Listener(Stage, "deleted"), new Listener(Stage, "kept"));
        var reference = Silo.Grains.CreateObjectReference<IListener>(deleted);
        await Teller.Subscribe(reference);
        await Teller.Subscribe(Silo.Grains.CreateObjectReference<IListener>(kept));
        Silo.Grains.DeleteObjectReference<IListener>(reference);
        await Teller.Tell("hello");
        await Teller.TellSlowly("hello");
        await Stage.Happening("kept slowly heard hello");
        Assert.DoesNotContain(Stage.Log, what => what.StartsWith("deleted", StringComparison.Ordinal));
        GC.KeepAlive((deleted, kept));
    }

    [Fact]
    public async Task An_observer_that_was_collected_is_skipped_in_silence()
    {
        var gone = await SubscribeAndForget();
        var kept = new Listener(Stage, "kept");
        await Teller.Subscribe(Silo.Grains.CreateObjectReference<IListener>(kept));
        for (var n = 0; n < 20 && gone.IsAlive; n++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        Assert.False(gone.IsAlive);
        Assert.Equal(2, await Teller.Tell("hello"));
        await Stage.Happening("kept heard hello");
        GC.KeepAlive(kept);
    }

    [Fact]
    public async Task An_observer_that_fails_harms_nobody()
    {
        var (bad, good) = (new Listener(Stage, "bad") { Fails = true }, new Listener(Stage, "good"));
        await Teller.Subscribe(Silo.Grains.CreateObjectReference<IListener>(bad));
        await Teller.Subscribe(Silo.Grains.CreateObjectReference<IListener>(good));
        Assert.Equal(2, await Teller.Tell("hello"));
        await Stage.Happening("good heard hello");
        Assert.Equal(2, await Teller.Tell("again"));
        await Stage.Happening("good heard again");
        GC.KeepAlive((bad, good));
    }

    [Fact]
    public void Only_a_reference_can_be_deleted_and_only_an_object_referred_to()
    {
        var listener = new Listener(Stage, "one");
        var reference = Silo.Grains.CreateObjectReference<IListener>(listener);
        Assert.ThrowsAny<ArgumentException>(() => Silo.Grains.DeleteObjectReference<IListener>(listener));
        Assert.ThrowsAny<ArgumentException>(() => Silo.Grains.CreateObjectReference<IListener>(reference));
    }

    [Fact]
    public void A_subscription_that_was_not_renewed_lapses()
    {
        var now = new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);
        var observers = new ObserverManager<string, string>(TimeSpan.FromMinutes(2), NullLogger.Instance) { GetDateTime = () => now };
        observers.Subscribe("renewed", "renewed");
        observers.Subscribe("lapsed", "lapsed");
        now += TimeSpan.FromMinutes(1.5);
        observers.Subscribe("renewed", "renewed");
        now += TimeSpan.FromMinutes(1);
        List<string> told = [];
        observers.Notify(told.Add);
        Assert.Equal(["renewed"], told);
        Assert.Equal(1, observers.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> SubscribeAndForget()
    {
        var listener = new Listener(Stage, "gone");
        await Teller.Subscribe(Silo.Grains.CreateObjectReference<IListener>(listener));
        return new(listener);
    }

    private sealed class Listener(Stage stage, string name) : IListener
    {
        public bool Fails { get; init; }

        public void Heard(string text)
        {
            if (Fails) throw new InvalidOperationException("an observer may fail");
            stage.Happened($"{name} heard {text}");
        }

        public async Task HeardSlowly(string text)
        {
            await Task.Yield();
            stage.Happened($"{name} slowly heard {text}");
        }
    }
}
