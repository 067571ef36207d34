using System.Text.RegularExpressions;

namespace HoiQC.Domain.Tests.Architecture;

/// <summary>The repository's own files, as text.</summary>
internal static partial class Source
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "dist"];

    public static string Root { get; } = FindRoot();

    public static string[] Projects => [.. Files("src", ".csproj")];

    /// <summary>Paths relative to the root, with forward slashes, without what a build or npm wrote.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Split('/').Intersect(Generated, StringComparer.Ordinal).Any()
        where extensions.Length == 0 || extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal)
        orderby path
        select path;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>C# without its comments and literals, so that a word in a sentence breaks no rule.</summary>
    public static string Code(string csharp) => NotCode().Replace(csharp, " ");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HoiQC.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("HoiQC.sln is in no folder above the tests.");
    }

    [GeneratedRegex("""
        (?<quotes>"{3,}).*?\k<quotes>
        | @\$?"([^"]|"")*" | \$@"([^"]|"")*"
        | "(\\.|[^"\\\n])*"
        | '(\\.|[^'\\\n])+'
        | //[^\n]*
        | /\*.*?\*/
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex NotCode();
}
