using System.Collections.Immutable;
using Orleans.Concurrency;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>What one call of a <see cref="IProbeGrain"/> saw.</summary>
[GenerateSerializer, Immutable]
public sealed record Seen(string Key, int Calls, ImmutableArray<string> Names);

/// <summary>A message with something derived from it.</summary>
[GenerateSerializer, Immutable]
public abstract record Word(string Text);

/// <summary>The derived message.</summary>
[GenerateSerializer, Immutable]
public sealed record DatedWord(string Text, DateOnly Day) : Word(Text);

/// <summary>What callers catch.</summary>
[GenerateSerializer]
public sealed class RefusedException(string message) : Exception(message);

/// <summary>The grain on which the rules of turns and calls are tried. Gates are opened and events awaited by name.</summary>
public interface IProbeGrain : IGrainWithStringKey
{
    Task<int> Count();

    Task<Seen> Say(Word word);

    ValueTask<string> Key();

    ValueTask Nothing();

    Task Fail(string message);

    Task FailLater(string message);

    Task<int> FreeOfContext();

    Task Wait(string gate);

    [ReadOnly] Task Read(string gate);

    [AlwaysInterleave] Task Interleave(string gate);

    [OneWay] Task Hint(string gate);

    [OneWay] Task FailUnheard();

    [ResponseTimeout("00:00:00.300")] Task Never();

    [ResponseTimeout("00:00:00.300")] Task<int> CallBack(string through);

    [ResponseTimeout("00:00:00.300")] Task<int> CountBack(string other);

    Task<int> CountOf(string other);

    Task WaitCancelled(string gate, CancellationToken cancellationToken);

    Task Leave();

    Task<IProbeGrain> Itself();
}

/// <summary>The grain with a state.</summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    Task Add(int amount);

    Task AddUnsaved(int amount);

    Task<int> Sum();

    Task<bool> Exists();

    Task Clear();

    Task Reload();

    Task Leave();
}

/// <summary>The state of a <see cref="ILedgerGrain"/>.</summary>
[GenerateSerializer, Immutable]
public sealed record LedgerState(int Sum)
{
    public LedgerState()
        : this(0)
    {
    }
}

/// <summary>Who is told by a <see cref="ITellerGrain"/>.</summary>
public interface IListener : IGrainObserver
{
    void Heard(string text);

    [OneWay] Task HeardSlowly(string text);
}

/// <summary>The grain that tells observers.</summary>
public interface ITellerGrain : IGrainWithStringKey
{
    Task<int> Subscribe(IListener listener);

    Task Unsubscribe(IListener listener);

    Task<int> Tell(string text);

    Task TellSlowly(string text);
}

/// <summary>The grain with timers.</summary>
public interface IClockGrain : IGrainWithStringKey
{
    Task Start(string gate, bool interleave);

    Task Stop();

    Task<int> Ticks();

    Task Wait(string gate);

    Task Leave();
}

/// <summary>An interface with two classes, which nobody may ask for without saying which.</summary>
public interface IShapeGrain : IGrainWithStringKey
{
    Task<string> Name();
}

public interface ICircleGrain : IShapeGrain;

public interface ISquareGrain : IShapeGrain;

/// <summary>The grain that cannot be activated while its key is among the broken ones.</summary>
public interface IFragileGrain : IGrainWithStringKey
{
    Task<int> Activations();
}

/// <summary>The grain whose class lets all its calls run beside each other.</summary>
public interface IOpenGrain : IGrainWithStringKey
{
    Task Wait(string gate);

    Task<int> CallBack(string key);

    Task<int> Answer();
}

/// <summary>The grain of which there are many. Its interface is nobody else's business.</summary>
internal interface ICrowdGrain : IGrainWithStringKey
{
    Task Come();
}

/// <summary>An interface that no class implements.</summary>
public interface INobodyGrain : IGrainWithStringKey
{
    Task Call();
}

/// <summary>An interface with a message that has no serializer.</summary>
public interface IUnmarkedGrain : IGrainWithStringKey
{
    Task Call(Unmarked message);
}

/// <summary>The message without a serializer.</summary>
public sealed record Unmarked(string Text);
