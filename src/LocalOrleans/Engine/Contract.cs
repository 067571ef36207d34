using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Concurrency;

namespace Orleans.Runtime.Local;

/// <summary>
/// What may cross a call or lie in a grain's state. In one process nothing is serialized, so without this rule
/// a contract that Orleans cannot carry would show only there.
/// </summary>
internal static class Contract
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ImmutableHashSet<Type> Plain =
    [
        typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(decimal), typeof(char), typeof(string), typeof(Guid), typeof(DateOnly), typeof(TimeOnly),
        typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan),
    ];

    private static readonly ImmutableHashSet<Type> Composed =
    [
        typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableDictionary<,>),
        typeof(ImmutableSortedSet<>), typeof(ImmutableSortedDictionary<,>),
        typeof(KeyValuePair<,>), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
    ];

    /// <summary>Every method that can be called on a grain or observer by this interface.</summary>
    public static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetInterfaces().Prepend(type).SelectMany(each => each.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)).Where(method => method.IsAbstract);

    /// <summary>What is wrong with a grain or observer interface, one sentence a fault.</summary>
    public static IEnumerable<string> FaultsOf(Type type)
    {
        if (!type.IsInterface || !type.IsAssignableTo(typeof(IAddressable))) return [$"{type.FullName} is not the interface of a grain or an observer."];
        if (type.ContainsGenericParameters) return [$"{type.FullName} is an open generic type."];
        return MethodsOf(type).SelectMany(method => FaultsOf(method, isObserver: type.IsAssignableTo(typeof(IGrainObserver))));
    }

    /// <summary>What is wrong with the type of a grain's state. It crosses no call, so it may be changed in place.</summary>
    public static IEnumerable<string> FaultsOfState(Type type) => FaultsOf(type, type.FullName!, type.Assembly, inState: true, []);

    /// <summary>What is wrong with an exception that callers of a grain may catch.</summary>
    public static IEnumerable<string> FaultsOfException(Type type) => FaultsOfContract(type, type.FullName!, inState: false, []);

    private static IEnumerable<string> FaultsOf(MethodInfo method, bool isObserver)
    {
        var place = $"{method.DeclaringType!.FullName}.{method.Name}";
        var returned = method.ReturnType;
        var isTask = returned == typeof(Task) || returned == typeof(ValueTask);
        var isOneWay = method.IsDefined(typeof(OneWayAttribute));
        var result = returned.IsGenericType && returned.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>))
            ? returned.GetGenericArguments()[0] : null;

        if (method.IsSpecialName) yield return $"{place}: only methods can be called from afar.";
        if (method.IsGenericMethod) yield return $"{place} has type parameters.";
        if (isObserver && returned != typeof(void) && !isOneWay) yield return $"{place} is told to an observer, so it returns void or is [OneWay]: waiting for one that is gone takes the whole response timeout.";
        if (!isObserver && !isTask && result is null) yield return $"{place} returns {Named(returned)}: a grain's method returns Task, Task<T>, ValueTask or ValueTask<T>.";
        if (isOneWay && !isTask && returned != typeof(void)) yield return $"{place} is [OneWay], so it cannot return {Named(returned)}.";
        if (result is not null)
            foreach (var fault in FaultsOf(result, $"{place}, its result", method.DeclaringType.Assembly, inState: false, [])) yield return fault;

        foreach (var parameter in method.GetParameters())
        {
            if (parameter.ParameterType == typeof(CancellationToken)) continue;
            foreach (var fault in FaultsOf(parameter.ParameterType, $"{place}, parameter {parameter.Name}", method.DeclaringType.Assembly, inState: false, [])) yield return fault;
        }
    }

    private static IEnumerable<string> FaultsOf(Type type, string place, Assembly home, bool inState, HashSet<Type> seen)
    {
        if (Plain.Contains(type) || type.IsEnum || !seen.Add(type)) return [];
        if (type.IsInterface && type.IsAssignableTo(typeof(IAddressable))) return inState ? [$"{place}: a state keeps the key of {Named(type)}, never a reference."] : [];
        if (type.IsGenericType && Composed.Contains(type.GetGenericTypeDefinition())) return type.GetGenericArguments().SelectMany(part => FaultsOf(part, place, home, inState, seen));
        if (type.IsArray || type.Namespace is "System" || type.Namespace?.StartsWith("System.", StringComparison.Ordinal) is true) return [$"{place}: {Named(type)} cannot be carried; take an immutable collection or a contract record."];
        if (SurrogateOf(type, home) is { } surrogate)
            return [.. FaultsOfConverted(type, place), .. FaultsOf(surrogate, place, home, inState, seen)];
        return FaultsOfContract(type, place, inState, seen);
    }

    /// <summary>The type itself, what it derives from, and what derives from it: any of them may be what arrives.</summary>
    private static IEnumerable<string> FaultsOfContract(Type type, string place, bool inState, HashSet<Type> seen)
    {
        seen.Add(type);
        for (var each = type; each is not null && each != typeof(object) && each != typeof(ValueType) && each != typeof(Exception); each = each.BaseType)
        {
            if (!each.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            {
                yield return $"{place}: {Named(each)} lacks [GenerateSerializer].";
                yield break;
            }

            foreach (var fault in FaultsOfMembers(each, inState, seen)) yield return fault;
        }

        if (type.IsSealed) yield break;
        foreach (var derived in type.Assembly.GetTypes().Where(other => other.BaseType is { } parent && (parent == type || (parent.IsGenericType && parent.GetGenericTypeDefinition() == type)) && seen.Add(other)))
            foreach (var fault in FaultsOfContract(derived, place, inState, seen)) yield return fault;
    }

    /// <summary>Between nodes its surrogate crosses the call, within one the value itself, which is shared.</summary>
    private static IEnumerable<string> FaultsOfConverted(Type type, string place)
    {
        if (!type.IsSealed) yield return $"{place}: {Named(type)} is converted, so it must be sealed; what derives from it would arrive as less than it was.";
        foreach (var (member, _, canChange) in MembersOf(type))
            if (canChange) yield return Changeable(type, member);
    }

    private static IEnumerable<string> FaultsOfMembers(Type type, bool inState, HashSet<Type> seen)
    {
        var header = type.GetConstructors(Own).SelectMany(constructor => constructor.GetParameters()).Select(parameter => (parameter.Name, parameter.ParameterType)).ToHashSet();
        var isRecord = type.GetMethod("PrintMembers", Own) is not null;
        foreach (var (member, carried, canChange) in MembersOf(type))
        {
            var place = $"{Named(type)}.{member.Name}";
            if (!member.IsDefined(typeof(IdAttribute)) && !(isRecord && header.Contains((member.Name, carried))))
                yield return $"{place} has no [Id], so it would arrive unset.";
            if (!inState && canChange) yield return Changeable(type, member);
            foreach (var fault in FaultsOf(carried, place, type.Assembly, inState, seen)) yield return fault;
        }
    }

    private static string Changeable(Type type, MemberInfo member) => $"{Named(type)}.{member.Name} can be changed; what crosses a call is shared, so it may not.";

    /// <summary>Fields and automatic properties, known by the field behind them; one that is computed has none and is not carried.</summary>
    private static IEnumerable<(MemberInfo Member, Type Carried, bool CanChange)> MembersOf(Type type)
    {
        foreach (var field in type.GetFields(Own))
        {
            var property = field.Name is ['<', .. var rest] && rest.IndexOf('>', StringComparison.Ordinal) is var end and > 0 ? type.GetProperty(rest[..end], Own) : null;
            if (property is null) yield return (field, field.FieldType, !field.IsInitOnly);
            else yield return (property, field.FieldType, property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));
        }
    }

    /// <summary>What crosses a call for an unmarked type; its converter lies beside the contract that needs it.</summary>
    private static Type? SurrogateOf(Type type, Assembly home) => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
        ? null
        : home.GetTypes().Where(other => other.IsDefined(typeof(RegisterConverterAttribute))).SelectMany(converter => converter.GetInterfaces())
            .Where(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IConverter<,>) && each.GetGenericArguments()[0] == type)
            .Select(each => each.GetGenericArguments()[1]).FirstOrDefault();

    private static string Named(Type type) =>
        type.IsArray ? $"{Named(type.GetElementType()!)}[]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Named))}>"
        : type.FullName ?? type.Name;
}
