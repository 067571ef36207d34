using System.Text.RegularExpressions;
using HoiQC.Domain.Tests.Architecture;

namespace HoiQC.Domain.Tests;

/// <summary>docs/security.md answers every line of ASVS 5.0.0, levels 1 and 2, and names only tests that there are.</summary>
public sealed partial class SecurityTableTests
{
    /// <summary>How many lines of levels 1 and 2 each chapter of ASVS 5.0.0 has.</summary>
    private static readonly int[] LinesOfChapter = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

    private static readonly string Text = Source.Read("docs/security.md");

    private static readonly (string Id, string Met)[] Lines = [.. Line().Matches(Text).Select(line => (line.Groups["id"].Value, line.Groups["met"].Value))];

    [Fact]
    public void Every_line_of_levels_1_and_2_is_answered_once()
    {
        Assert.Equal(Lines.Length, Lines.Select(line => line.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(LinesOfChapter, Enumerable.Range(1, LinesOfChapter.Length).Select(chapter => Lines.Count(line => line.Id.StartsWith($"V{chapter}.", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_counts_are_those_of_the_lines() => Assert.Contains(
        $"Of {Lines.Length} lines {Count("yes")} are met, {Count("partly")} partly, {Count("no")} not, {Count("n/a")} do not apply.", Text, StringComparison.Ordinal);

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var classes = Source.Files("tests", ".cs").Select(Source.Read)
            .SelectMany(code => TestClass().Matches(code).Select(found => (Name: found.Groups["name"].Value, Code: code))).ToLookup(found => found.Name, found => found.Code, StringComparer.Ordinal);
        var named = Named().Matches(Text);
        Assert.True(named.Count > 100, $"Only {named.Count} tests are named.");
        Assert.Empty(named.Where(test => !classes[test.Groups["class"].Value].Any(code => !test.Groups["method"].Success || code.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal)))
            .Select(test => test.Value).Distinct(StringComparer.Ordinal));
    }

    private static int Count(string met) => Lines.Count(line => line.Met == met);

    [GeneratedRegex(@"^\| (?<id>V\d+\.\d+\.\d+) \| [12] \| (?<met>yes|partly|no|n/a) \| \S", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Line();

    [GeneratedRegex(@"\bclass (?<name>\w+(Tests|Laws))\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"`(?<class>[A-Z]\w*(Tests|Laws))(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Named();
}
