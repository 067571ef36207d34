namespace Orleans.Runtime
{
    /// <summary>Anything that can be called through a reference: a grain or an observer.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>Marks the interface of a grain.</summary>
    public interface IGrain : IAddressable;

    /// <summary>Marks the interface of a grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>Marks the interface of an object outside the grains that wants to be told of something.</summary>
    public interface IGrainObserver : IAddressable;
}
