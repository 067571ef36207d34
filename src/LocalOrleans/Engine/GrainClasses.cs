using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Core;
using Orleans.Storage;

namespace Orleans.Runtime.Local;

/// <summary>A grain class: what its attributes say, and how an instance is made.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _factory;
    private readonly (Type State, PersistentStateAttribute Name)[] _states;

    public GrainClass(Type type)
    {
        Type = type;
        Kind = GrainType.Create(KindOf(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        var constructors = type.GetConstructors();
        var constructor = constructors.FirstOrDefault(c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute))) ?? constructors[0];
        var states = constructor.GetParameters().Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute))).ToList();
        _states = [.. states.Select(state => (state.ParameterType.GetGenericArguments()[0], state.GetCustomAttribute<PersistentStateAttribute>()!))];
        _factory = ActivatorUtilities.CreateFactory(type, [.. states.Select(state => state.ParameterType)]);
    }

    public Type Type { get; }

    public GrainType Kind { get; }

    public bool IsReentrant { get; }

    public IGrainBase Create(Activation activation)
    {
        var states = new object[_states.Length];
        for (var i = 0; i < states.Length; i++)
        {
            var (state, name) = _states[i];
            var storage = activation.ActivationServices.GetKeyedService<IGrainStorage>(name.StorageName ?? "Default")
                ?? throw new OrleansConfigurationException($"No storage provider named \"{name.StorageName ?? "Default"}\" found for grain type {Type.FullName}.");
            states[i] = Activator.CreateInstance(typeof(PersistentState<>).MakeGenericType(state), name.StateName, activation.GrainId, storage)!;
            activation.Add((IStorage)states[i]);
        }

        return (IGrainBase)_factory(activation.ActivationServices, states);
    }

    private static string KindOf(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > "grain".Length ? name[..^"grain".Length] : name;
    }
}

/// <summary>All grain classes of the application, found in its assemblies.</summary>
internal sealed class GrainClasses
{
    private readonly ILookup<Type, GrainClass> _implementing;
    private readonly Dictionary<GrainType, GrainClass> _kinds;

    public GrainClasses(IEnumerable<Assembly> assemblies)
    {
        var classes = assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IGrainBase)))
            .Select(type => new GrainClass(type))
            .ToList();
        if (classes.GroupBy(grainClass => grainClass.Kind).FirstOrDefault(kind => kind.Count() > 1) is { } clash)
            throw new OrleansConfigurationException($"These grain classes are all of the kind \"{clash.Key}\": {string.Join(", ", clash.Select(c => c.Type.FullName))}.");
        _kinds = classes.ToDictionary(grainClass => grainClass.Kind);
        _implementing = classes.SelectMany(grainClass => grainClass.Type.GetInterfaces(), (grainClass, type) => (grainClass, type))
            .ToLookup(pair => pair.type, pair => pair.grainClass);
    }

    /// <summary>The assemblies from the application's entry down, and any loaded ones, that know of grains.</summary>
    public static GrainClasses OfApplication { get; } = new(Assemblies());

    public GrainClass Of(GrainType kind) => _kinds[kind];

    public GrainClass Of(Type type, string? prefix)
    {
        var candidates = _implementing[type].ToList();
        if (!string.IsNullOrWhiteSpace(prefix)) return OfPrefix(type, prefix, candidates);

        return candidates.Find(candidate => candidate.Type.Name.Equals(type.Name[1..], StringComparison.Ordinal)) ?? candidates switch
        {
            [] => throw new ArgumentException($"Could not find an implementation for interface {type.FullName}"),
            [var only] => only,
            _ => throw new ArgumentException($"Unable to identify a single appropriate grain type for interface {type.FullName}. Candidates: {Listed(candidates)}"),
        };
    }

    private static GrainClass OfPrefix(Type type, string prefix, List<GrainClass> candidates)
    {
        var matching = candidates.FindAll(candidate => candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal));
        return matching.Find(candidate => candidate.Type.FullName!.Length == prefix.Length) ?? matching switch
        {
            [] => throw new ArgumentException($"Could not find an implementation matching prefix \"{prefix}\" for interface {type.FullName}"),
            [var only] => only,
            _ => throw new ArgumentException($"Unable to identify a single appropriate grain type for interface {type.FullName} with implementation prefix \"{prefix}\". Candidates: {Listed(candidates)}"),
        };
    }

    private static string Listed(List<GrainClass> classes) => string.Join(", ", classes.Select(c => $"{c.Kind} ({c.Type.FullName})"));

    private static List<Assembly> Assemblies()
    {
        var own = typeof(GrainClasses).Assembly;
        var found = new Dictionary<string, Assembly>();
        var waiting = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && KnowsGrains(assembly)));
        if (Assembly.GetEntryAssembly() is { } entry) waiting.Enqueue(entry);
        while (waiting.TryDequeue(out var assembly))
        {
            if (!found.TryAdd(assembly.FullName!, assembly)) continue;
            foreach (var name in assembly.GetReferencedAssemblies())
            {
                if (IsFramework(name) || found.ContainsKey(name.FullName) || name.FullName == own.FullName) continue;
                try
                {
                    waiting.Enqueue(Assembly.Load(name));
                }
                catch (FileNotFoundException)
                {
                    // An optional reference that was not published has no grains to offer.
                }
            }
        }

        return [.. found.Values.Where(KnowsGrains)];

        bool KnowsGrains(Assembly assembly) => assembly.GetReferencedAssemblies().Any(name => name.FullName == own.FullName);
    }

    private static bool IsFramework(AssemblyName name) =>
        name.Name is { } text && (text.StartsWith("System", StringComparison.Ordinal) || text.StartsWith("Microsoft", StringComparison.Ordinal) || text is "netstandard" or "mscorlib");
}
