using System.Text.RegularExpressions;
using HoiQC.Domain.Tests.Architecture;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Tests.Words;

public sealed partial class RecordWordsTests
{
    /// <summary>Files that say what was done, by what they are called: whoever adds another entry finds out here that it has no words.</summary>
    private static readonly string[] Entries = [.. Source.Files("src", ".cs").Where(path => path.EndsWith("Entries.cs", StringComparison.Ordinal) || path.EndsWith("AccountChanges.cs", StringComparison.Ordinal))];

    [Fact]
    public void Everything_that_the_record_says_was_done_has_words()
    {
        var used = Entries.SelectMany(path => What().Matches(Source.Read(path)).Select(match => match.Groups["what"].Value)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(used.Count > 25, $"only {used.Count} were found");
        Assert.Empty(used.Except(RecordWords.All.Select(one => one.What), StringComparer.Ordinal));
        Assert.Empty(RecordWords.All.Select(one => one.What).Except(used, StringComparer.Ordinal));
    }

    [Fact]
    public void Entries_are_made_where_their_words_are_looked_for() =>
        Assert.DoesNotContain(Source.Files("src", ".cs").Except(Entries, StringComparer.Ordinal), path => Made().IsMatch(Source.Read(path)));

    [Fact]
    public void No_two_things_have_the_same_words() =>
        Assert.Equal(RecordWords.All.Count, RecordWords.All.Select(one => one.Words).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void A_word_that_is_not_known_stands_for_itself() => Assert.Equal("cup.stolen", RecordWords.Of("cup.stolen"));

    [GeneratedRegex("\"(?<what>[a-z]+\\.[a-z][a-z-]*)\"", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex What();

    [GeneratedRegex(@"new RecordEntry\(", RegexOptions.None, 5_000)]
    private static partial Regex Made();
}
