using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime.Local;

/// <summary>A method of a grain or observer interface: what its attributes say of a call, and how it is called.</summary>
internal sealed class Method
{
    // Compiled by the runtime once it is called often; compiled here, each start would compile every method of every interface.
    private readonly MethodInvoker _invoker;
    private readonly Func<Request> _newRequest;
    private readonly object? _returnedAtOnce;
    private readonly int[] _references;
    private readonly int _cancellation;

    public Method(MethodInfo method)
    {
        Name = $"{method.DeclaringType!.FullName}.{method.Name}";
        OneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;

        var parameters = method.GetParameters();
        _references = [.. Enumerable.Range(0, parameters.Length).Where(i => parameters[i].ParameterType.IsAssignableTo(typeof(IAddressable)))];
        _cancellation = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken));

        var returned = method.ReturnType;
        var result = returned.IsGenericType ? returned.GetGenericArguments()[0] : typeof(Nothing);
        ReturnsValueTask = returned == typeof(ValueTask) || (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(ValueTask<>));
        _returnedAtOnce = returned == typeof(void) ? null : ReturnsValueTask ? default(ValueTask) : Task.CompletedTask;
        _newRequest = Request.MadeFor(result);
        _invoker = MethodInvoker.Create(method);
    }

    public string Name { get; }

    public bool OneWay { get; }

    public bool ReadOnly { get; }

    public bool AlwaysInterleave { get; }

    public bool ReturnsValueTask { get; }

    public TimeSpan? ResponseTimeout { get; }

    public object? ReturnedAtOnce => _returnedAtOnce;

    /// <summary>Calls it: a task of some kind, or null of a method that returns none. What it throws itself comes as it was thrown.</summary>
    public object? Invoke(object target, object?[] arguments) => _invoker.Invoke(target, arguments.AsSpan());

    public Request NewRequest(object?[] arguments)
    {
        // A bare grain or observer cannot leave its process, so none may be handed on.
        foreach (var i in _references)
        {
            if (arguments[i] is null or Reference) continue;
            throw new ArgumentException($"Argument {i + 1} of {Name} is a {arguments[i]!.GetType()}, not a reference. Did you forget AsReference or CreateObjectReference?");
        }

        var request = _newRequest();
        request.Method = this;
        request.Arguments = arguments;
        return request;
    }

    public CancellationToken Cancellation(object?[] arguments) => _cancellation < 0 ? default : (CancellationToken)arguments[_cancellation]!;
}

/// <summary>The result of a call that has none.</summary>
internal readonly struct Nothing;
