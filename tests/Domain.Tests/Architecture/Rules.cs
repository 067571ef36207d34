using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HoiQC.Domain.Tests.Architecture;

/// <summary>The rules of the house. Each takes text and answers what in it breaks the rule, so each can be seen to fail.</summary>
internal static partial class Rules
{
    public const int LongestFile = 200;

    /// <summary>Which rooms a room may name; LocalOrleans comes only by way of Engine.props.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["LocalOrleans"] = [],
        ["Grains"] = ["Domain"],
        ["Silo"] = ["Domain", "Grains"],
        ["Web"] = ["Domain", "Grains", "Silo"],
    };

    private static readonly string[] KindsOfClass =
        ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Info", "Infos", "Processor", "Processors", "Service", "Services"];

    private static readonly string[] KindsOfFolder =
        ["Helpers", "Helper", "Services", "Service", "Models", "Model", "Utils", "Util", "Utilities", "Managers"];

    public static IEnumerable<string> ForbiddenArrows(string project, string csproj)
    {
        if (!Arrows.TryGetValue(project, out var allowed)) return [$"{project} is a room without arrows: say in the rules what it may name"];

        return from reference in XDocument.Parse(csproj).Descendants("ProjectReference")
               let room = Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include") ?? "").Replace('\\', '/'))
               where !allowed.Contains(room, StringComparer.Ordinal)
               select $"{project} → {room}";
    }

    /// <summary>What a project takes from outside the base library.</summary>
    public static IEnumerable<string> Dependencies(string csproj) =>
        from element in XDocument.Parse(csproj).Descendants()
        where element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference" or "Reference" or "Import"
        select $"{element.Name.LocalName} {(string?)element.Attribute("Include") ?? (string?)element.Attribute("Project")}";

    /// <summary>Packages that every project gets may only serve the build.</summary>
    public static IEnumerable<string> PackagesForAll(string props) =>
        from package in XDocument.Parse(props).Descendants("PackageReference")
        where (string?)package.Attribute("PrivateAssets") != "all"
        select $"{(string?)package.Attribute("Include")} reaches every project";

    public static IEnumerable<string> SiloNames(string code) => Found(SiloName(), code);

    /// <summary>Readings and grains that ask nobody whether they may be read.</summary>
    public static IEnumerable<string> UnscopedReadings(string code) => Found(UnscopedReading(), code);

    public static IEnumerable<string> ImpureNames(string code) => Found(ImpureName(), code);

    public static IEnumerable<string> TooLong(string text)
    {
        var lines = text.AsSpan().TrimEnd().Count('\n') + 1;
        return lines > LongestFile ? [$"{lines} lines"] : [];
    }

    /// <summary>Messages of the log whose event has no number or no name of its own: an alarm is set on these.</summary>
    public static IEnumerable<string> EventsWithoutId(string code) => Found(EventWithoutId(), code);

    /// <summary>The numbers of the log's events.</summary>
    public static IEnumerable<string> EventIds(string code) => EventId().Matches(code).Select(match => match.Groups["id"].Value);

    public static IEnumerable<string> TypesNamedByKind(string code) =>
        from declaration in Declaration().Matches(code)
        let name = declaration.Groups["name"].Value
        let words = Word().Matches(name).Select(word => word.Value)
        from word in words.Intersect(KindsOfClass, StringComparer.Ordinal)
        where word != "Service" || !HostedService().IsMatch(declaration.Groups["rest"].Value)
        select $"{name} is named by its kind: {word}";

    public static IEnumerable<string> FoldersNamedByKind(string path) =>
        path.Split('/')[..^1].Intersect(KindsOfFolder, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Found(Regex regex, string code) => regex.Matches(code).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<![\w.])(global::)?(HoiQC\.)?Silo\.[A-Z]\w*|\bHoiQC\.Silo\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex SiloName();

    [GeneratedRegex(@"\b(IArchive|ILedger|IOutlook|IRecordBook|BodyGrains|IAssociationGrain|ICommitteeGrain|SightSources)\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex UnscopedReading();

    [GeneratedRegex(@"\[LoggerMessage\((?!EventId = \d+, EventName = "")[^\]]*\]|\blogger\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 5_000)]
    private static partial Regex EventWithoutId();

    [GeneratedRegex(@"\bEventId = (?<id>\d+)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex EventId();

    [GeneratedRegex("""
        \b(Task|ValueTask|async|await|TimeProvider|Stopwatch|Orleans|System\.Threading)\b
        | \bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b
        | \bEnvironment\s*\.\s*TickCount(64)?\b
        | \bMicrosoft\.
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex ImpureName();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(?<name>(?!class\b|struct\b)\w+)(?<rest>[^{;]*)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\p{Lu}[\p{Ll}\p{Nd}]*", RegexOptions.None, 5_000)]
    private static partial Regex Word();

    [GeneratedRegex(@":.*\b(IHostedService|IHostedLifecycleService|BackgroundService)\b", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex HostedService();
}
