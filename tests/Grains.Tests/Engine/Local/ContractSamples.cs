using System.Collections.Immutable;
using System.Text.Json;
using Orleans.Concurrency;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>Contracts as they should be, and each way in which one can be wrong. No class implements them.</summary>
internal static class ContractSamples
{
    public enum Colour
    {
        Green,
        Amber,
        Red,
    }

    public interface IRight : IGrainWithStringKey
    {
        Task<Whole?> Take(Whole whole, CancellationToken cancellationToken);

        ValueTask<ImmutableDictionary<string, ImmutableArray<Part>>> Parts((int From, int To) range, IRight other);

        [OneWay] Task Told(IListenerSample listener, Colour? colour);
    }

    public interface IConverted : IGrainWithStringKey
    {
        Task<ImmutableArray<Foreign>> Take(Foreign foreign);
    }

    public interface IConvertedWrongly : IGrainWithStringKey
    {
        Task Take(OtherForeign foreign);
    }

    public interface IListenerSample : IGrainObserver
    {
        void Heard(Whole whole);

        [OneWay] Task HeardLater(Part part);
    }

    public interface IUnmarkedType : IGrainWithStringKey
    {
        Task Take(Plain plain);
    }

    public interface IBodyWithoutId : IGrainWithStringKey
    {
        Task Take(Careless careless);
    }

    public interface ISettable : IGrainWithStringKey
    {
        Task Take(Loose loose);
    }

    public interface IArray : IGrainWithStringKey
    {
        Task<int[]> Get();
    }

    public interface IListed : IGrainWithStringKey
    {
        Task Take(List<int> list);
    }

    public interface IReadOnlyListed : IGrainWithStringKey
    {
        Task<IReadOnlyList<int>> Get();
    }

    public interface IJson : IGrainWithStringKey
    {
        Task Take(ImmutableArray<JsonElement> json);
    }

    public interface IDeep : IGrainWithStringKey
    {
        Task Take(Outer outer);
    }

    public interface IDerived : IGrainWithStringKey
    {
        Task Take(Parent parent);
    }

    public interface IOfUnmarkedBase : IGrainWithStringKey
    {
        Task Take(Child child);
    }

    public interface IVoid : IGrainWithStringKey
    {
        void Call();
    }

    public interface IStream : IGrainWithStringKey
    {
        IAsyncEnumerable<int> All();
    }

    public interface IGeneric : IGrainWithStringKey
    {
        Task<T> Get<T>();
    }

    public interface IProperty : IGrainWithStringKey
    {
        Task<int> Value { get; }
    }

    public interface IOneWayResult : IGrainWithStringKey
    {
        [OneWay] Task<int> Get();
    }

    public interface IWaitingObserver : IGrainObserver
    {
        Task Heard(string text);
    }

    public interface IInherited : IArray;

    /// <summary>A type that knows nothing of grains.</summary>
    public sealed record Foreign(string Text);

    public record OtherForeign(string Text)
    {
        public int Version { get; set; }
    }

    [GenerateSerializer]
    public readonly record struct OnItsWay(string Text);

    [GenerateSerializer]
    public readonly record struct WrongOnItsWay(string[] Texts);

    [RegisterConverter]
    public sealed class ForeignConverter : IConverter<Foreign, OnItsWay>
    {
        public Foreign ConvertFromSurrogate(in OnItsWay surrogate) => new(surrogate.Text);

        public OnItsWay ConvertToSurrogate(in Foreign value) => new(value.Text);
    }

    [RegisterConverter]
    public sealed class WrongConverter : IConverter<OtherForeign, WrongOnItsWay>
    {
        public OtherForeign ConvertFromSurrogate(in WrongOnItsWay surrogate) => new(surrogate.Texts[0]);

        public WrongOnItsWay ConvertToSurrogate(in OtherForeign value) => new([value.Text]);
    }

    /// <summary>Converts, but Orleans is not told of it.</summary>
    public sealed class UnregisteredConverter : IConverter<Plain, OnItsWay>
    {
        public Plain ConvertFromSurrogate(in OnItsWay surrogate) => new(surrogate.Text);

        public OnItsWay ConvertToSurrogate(in Plain value) => new(value.Text);
    }

    [GenerateSerializer, Immutable]
    public sealed record Whole(string Name, DateOnly? Day, ImmutableArray<Part> Parts, Colour Colour, Word Word)
    {
        [Id(0)] public int Version { get; init; }

        public bool IsEmpty => Parts.IsEmpty;
    }

    [GenerateSerializer, Immutable]
    public readonly record struct Part(Guid Id, decimal Share, DateTimeOffset At);

    [GenerateSerializer]
    public sealed class Refusal(string message) : Exception(message)
    {
        [Id(0)] public string Rule { get; init; } = "";
    }

    public sealed class UnmarkedRefusal : Exception;

    public sealed record Plain(string Text);

    [GenerateSerializer]
    public sealed record Careless(string Text)
    {
        public int Version { get; init; }
    }

    [GenerateSerializer]
    public sealed record Loose(string Text)
    {
        [Id(0)] public int Version { get; set; }
    }

    [GenerateSerializer]
    public sealed record Outer(ImmutableList<Inner> Inner);

    [GenerateSerializer]
    public sealed record Inner(object Anything);

    [GenerateSerializer]
    public abstract record Parent(string Text);

    public sealed record Unmarked(string Text) : Parent(Text);

    public abstract record Base(string Text);

    [GenerateSerializer]
    public sealed record Child(string Text) : Base(Text);

    [GenerateSerializer]
    public sealed record KeepsReference(IRight Other);

    [GenerateSerializer]
    public sealed record Changes(string Text)
    {
        [Id(0)] public string Other { get; set; } = "";
    }

    internal sealed class Changer([PersistentState("s")] IPersistentState<Changes> state)
    {
        public IPersistentState<Changes> State { get; } = state;
    }

    internal sealed class Keeper([PersistentState("s")] IPersistentState<KeepsReference> state)
    {
        public IPersistentState<KeepsReference> State { get; } = state;
    }
}
