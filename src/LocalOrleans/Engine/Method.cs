using System.Linq.Expressions;
using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime.Local;

/// <summary>A method of a grain or observer interface: what its attributes say of a call, and how it is called.</summary>
internal sealed class Method
{
    private readonly Func<object, object?[], Task> _invoke;
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
        _newRequest = Expression.Lambda<Func<Request>>(Expression.New(typeof(Request<>).MakeGenericType(result))).Compile();
        _invoke = Invoker(method, parameters);
    }

    public string Name { get; }

    public bool OneWay { get; }

    public bool ReadOnly { get; }

    public bool AlwaysInterleave { get; }

    public bool ReturnsValueTask { get; }

    public TimeSpan? ResponseTimeout { get; }

    public object? ReturnedAtOnce => _returnedAtOnce;

    public Task Invoke(object target, object?[] arguments) => _invoke(target, arguments);

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

    private static Func<object, object?[], Task> Invoker(MethodInfo method, ParameterInfo[] parameters)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        Expression call = Expression.Call(
            Expression.Convert(target, method.DeclaringType!),
            method,
            parameters.Select((parameter, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)));
        call = method.ReturnType == typeof(void) ? Expression.Block(call, Expression.Constant(Task.CompletedTask))
            : method.ReturnType.IsValueType ? Expression.Call(call, nameof(ValueTask.AsTask), typeArguments: null)
            : call;
        return Expression.Lambda<Func<object, object?[], Task>>(Expression.Convert(call, typeof(Task)), target, arguments).Compile();
    }
}

/// <summary>The result of a call that has none.</summary>
internal readonly struct Nothing;
