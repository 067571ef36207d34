using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>What an assembly shows to others, as lines of text that can be compared by name alone.</summary>
internal sealed class Surface : IDisposable
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private readonly MetadataLoadContext _context;

    public Surface(string path)
    {
        string[] folders = [RuntimeEnvironment.GetRuntimeDirectory(), Path.GetDirectoryName(typeof(IHostApplicationBuilder).Assembly.Location)!];
        _context = new(new PathAssemblyResolver([.. folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")), path]));
        Types = _context.LoadFromAssemblyPath(path).GetExportedTypes().ToDictionary(type => type.FullName!, type => LinesOf(type).ToHashSet());
    }

    public Dictionary<string, HashSet<string>> Types { get; }

    public void Dispose() => _context.Dispose();

    /// <summary>Some lines of a real type name assemblies that are not there; those lines are left out.</summary>
    private static IEnumerable<string> LinesOf(Type type)
    {
        if (Try(() => $"is {KindOf(type)} : {type.BaseType}") is { } kind) yield return kind.TrimEnd(' ', ':');
        if (Try(() => type.GetInterfaces()) is { } interfaces)
            foreach (var each in interfaces)
                if (Try(() => $"is also {each}") is { } line) yield return line;
        if (Try(() => UsageOf(type)) is { } usage) yield return usage.TrimEnd(' ', ',');
        foreach (var member in Try(() => type.GetMembers(Own)) ?? [])
            if (Try(() => LineOf(member)) is { } line) yield return line;
    }

    private static string KindOf(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string? UsageOf(Type type)
    {
        var usage = type.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name is nameof(AttributeUsageAttribute));
        return usage is null ? null : $"is for {(AttributeTargets)(int)usage.ConstructorArguments[0].Value!}, {string.Join(", ", usage.NamedArguments.Select(named => named.ToString()).Order(StringComparer.Ordinal))}";
    }

    private static string? LineOf(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true, IsPublic: true } field => $"const {field.Name} = {field.GetRawConstantValue()}",
        FieldInfo { IsSpecialName: false, IsPublic: true } field => $"field {field.FieldType} {field.Name}",
        ConstructorInfo constructor when Shows(constructor) => $"{Access(constructor)} constructor({Parameters(constructor)})",
        MethodInfo method when Shows(method) && !IsOfObject(method) => $"{Access(method)} {Manner(method)}{method.ReturnType} {NameOf(method)}({Parameters(method)})",
        _ => null,
    };

    private static bool Shows(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOfObject(MethodInfo method) => method.Name is "ToString" or "GetHashCode" or "GetObjectData" || (method.Name is "Equals" && method.GetParameters()[0].ParameterType.FullName is "System.Object");

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Manner(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";

    private static string NameOf(MethodInfo method)
    {
        var name = method.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name is nameof(IsExternalInit)) ? $"{method.Name} init" : method.Name;
        return method.IsGenericMethod ? $"{name}<{string.Join(", ", method.GetGenericArguments().Select(Constrained))}>" : name;
    }

    private static string Constrained(Type argument) => string.Join(" : ", argument.GetGenericParameterConstraints().Select(constraint => constraint.ToString()).Prepend(argument.Name));

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{parameter.ParameterType} {parameter.Name}{(parameter.IsOptional ? " = default" : "")}"));

    private static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception missing) when (missing is FileNotFoundException or FileLoadException or TypeLoadException or NotSupportedException)
        {
            return null;
        }
    }
}
