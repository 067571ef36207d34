using System.Reflection;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>Code that compiles against the one-process engine compiles against Orleans, because the engine shows nothing that Orleans lacks.</summary>
public sealed class SurfaceTests
{
    private const string Version = "10.4.2";

    [Fact]
    public void Every_type_and_member_is_one_of_Orleans()
    {
        using var own = new Surface(typeof(IGrain).Assembly.Location);
        Assert.Equal("", string.Join('\n', Strangers(own, Orleans())));
    }

    [Fact]
    public void A_type_that_Orleans_does_not_have_is_found()
    {
        using var tests = new Surface(typeof(SurfaceTests).Assembly.Location);
        Assert.Contains($"{typeof(SurfaceTests)}: not a type of Orleans", Strangers(tests, Orleans()));
    }

    [Fact]
    public void A_member_that_Orleans_does_not_have_is_found()
    {
        using var own = new Surface(typeof(IGrain).Assembly.Location);
        own.Types[typeof(Grain).FullName!].Add("public System.Void DeactivateSoon()");
        own.Types[typeof(IGrainFactory).FullName!].Add("public abstract System.Void Forget(System.String key)");
        Assert.Equal(2, Strangers(own, Orleans()).Count());
    }

    [Fact]
    public void The_list_of_signatures_has_nothing_that_the_engine_lacks()
    {
        using var own = new Surface(typeof(IGrain).Assembly.Location);
        Assert.Empty(Listed().Keys.Except(own.Types.Keys));
    }

    private static IEnumerable<string> Strangers(Surface own, Dictionary<string, HashSet<string>> real) =>
        own.Types.SelectMany(type => real.TryGetValue(type.Key, out var lines)
            ? type.Value.Except(lines).Where(line => !Unreadable(line, lines)).Select(line => $"{type.Key}: {line}")
            : [$"{type.Key}: not a type of Orleans"]);

    /// <summary>A base or interface of a real type that cannot be resolved says nothing against ours.</summary>
    private static bool Unreadable(string line, HashSet<string> real) =>
        (line.StartsWith("is also", StringComparison.Ordinal) && !real.Any(other => other.StartsWith("is also", StringComparison.Ordinal)))
        || (line.StartsWith("is for", StringComparison.Ordinal) && !real.Any(other => other.StartsWith("is for", StringComparison.Ordinal)));

    private static Dictionary<string, HashSet<string>> Orleans()
    {
        var packages = typeof(SurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key is "PackageRoot").Value!;
        using var real = new Surface(Path.Combine(packages, "microsoft.orleans.core.abstractions", Version, "lib", "net10.0", "Orleans.Core.Abstractions.dll"));
        foreach (var (type, lines) in Listed()) real.Types.Add(type, lines);
        return real.Types;
    }

    /// <summary>The types that live in the other packages of Orleans, by its published API.</summary>
    private static Dictionary<string, HashSet<string>> Listed()
    {
        using var reader = new StreamReader(typeof(SurfaceTests).Assembly.GetManifestResourceStream("signatures.txt")!);
        var types = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        HashSet<string> current = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line.StartsWith('#')) continue;
            if (line.StartsWith("  ", StringComparison.Ordinal)) current.Add(line.Trim());
            else types.Add(line, current = []);
        }

        return types;
    }
}
