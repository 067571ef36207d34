using HoiQC.Domain.Events;

namespace HoiQC.Domain.Tests.Events;

public class EventIntakeTests
{
    private static readonly DateOnly Today = new(2023, 6, 20);

    [Theory]
    [InlineData("congress", "2023-06-20", null, null)]
    [InlineData("congress", "1900-01-01", null, null)]
    [InlineData("planned congress", "2033-12-31", null, null)]
    [InlineData("request", "2023-06-21", "2023-06-21", null)]
    [InlineData("congress", "2023-06-21", null, "on")]
    [InlineData("dialogue", "2023-06-21", null, "on")]
    [InlineData("congress", "1899-12-31", null, "on")]
    [InlineData("planned congress", "2034-01-01", null, "on")]
    [InlineData("congress", null, null, "on")]
    [InlineData("Congress", "2023-06-15", null, "kind")]
    [InlineData(null, "2023-06-15", null, "kind")]
    [InlineData("request", "2023-06-15", "2023-06-14", "due")]
    [InlineData("request", "2023-06-15", "2034-06-15", "due")]
    [InlineData("congress", "2023-06-15", "2023-07-15", "due")]
    public void Only_what_cannot_be_is_refused(string? kind, string? on, string? due, string? field)
    {
        var refusal = EventIntake.Check(
            new("dai-hoi-01", kind, on is null ? null : Samples.Day(on), due is null ? null : Samples.Day(due), null, null), Today,
            ahead => ahead == EventKind.PlannedCongress || ahead == EventKind.Request);

        Assert.Equal(field, refusal?.Field);
        if (refusal is not null) Assert.EndsWith(".", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ngắn", null, null, "submissionId")]
    [InlineData("dai-hoi-01", 301, null, "document")]
    [InlineData("dai-hoi-01", null, 2001, "note")]
    [InlineData("dai-hoi-01", 300, 2000, null)]
    public void Texts_have_their_lengths(string submission, int? document, int? note, string? field) =>
        Assert.Equal(field, EventIntake.Check(new(submission, "congress", new(2023, 6, 15), null, Letters(document), Letters(note)), Today, _ => false)?.Field);

    private static string? Letters(int? count) => count is { } length ? new('ă', length) : null;
}
