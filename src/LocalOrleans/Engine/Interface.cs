using System.Collections.Frozen;
using System.Reflection;
using Orleans.Serialization;

namespace Orleans.Runtime.Local;

/// <summary>A grain or observer interface that was found fit to be called, with its methods.</summary>
internal sealed class Interface
{
    private readonly FrozenDictionary<MethodInfo, Method> _methods;

    public Interface(Type type)
    {
        if (Contract.FaultsOf(type).FirstOrDefault() is { } fault) throw new CodecNotFoundException(fault);

        Type = type;
        _methods = Contract.MethodsOf(type).ToFrozenDictionary(method => method, method => new Method(method));
    }

    public Type Type { get; }

    /// <summary>The one class that implements it, where it has one.</summary>
    public GrainClass Class => field ??= GrainClasses.OfApplication.Of(Type, prefix: null);

    public Method this[MethodInfo method] => _methods[method];
}
