using System.Text.Json.Nodes;
using HoiQC.Domain.Obligations;

namespace HoiQC.Chaos;

/// <summary>What the client knows of something it asked for.</summary>
internal enum Known
{
    /// <summary>Refused, never sent, or seen not to be there after a restart: it must not be there.</summary>
    Absent,

    /// <summary>Sent, and the answer was lost: it may be there.</summary>
    Maybe,

    /// <summary>Acknowledged, or seen since: it must be there, once, and for ever.</summary>
    Certain,
}

/// <summary>A piece of evidence from the client's side.</summary>
internal sealed class Piece(string submission, JsonObject form, byte[]? file)
{
    public string Submission => submission;

    public JsonObject Form => form;

    public byte[]? File => file;

    public Known Known { get; set; }

    /// <summary>It was refused with a sentence; nobody sends it again.</summary>
    public bool Refused { get; set; }

    public string Code { get; set; } = "";

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The verdict that was sent; null for none.</summary>
    public Verdict? Verdict { get; set; }

    public Known Reviewed { get; set; }

    public DateTimeOffset ReviewedAt { get; set; }

    public Known Withdrawn { get; set; }

    public DateTimeOffset WithdrawnAt { get; set; }

    public bool Unsettled => Known == Known.Maybe || Reviewed == Known.Maybe || Withdrawn == Known.Maybe;

    /// <summary>As the ladder sees it, with what had become known of it before an instant.</summary>
    public Evidence Until(DateTimeOffset at) => new(Code, Day("occurredOn"), Day("documentDate"), ReceivedAt, Withdrawn == Known.Certain && WithdrawnAt <= at ? WithdrawnAt : null)
    {
        Review = Reviewed == Known.Certain && ReviewedAt <= at ? new(Verdict!.Value, ReviewedAt) : Review.Pending,
    };

    private DateOnly? Day(string name) => form[name]?.GetValue<string>() is { } text ? DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}

/// <summary>An extension, a waiver or a lifting from the client's side.</summary>
internal sealed class Relieved(string submission, ReliefKind kind, JsonObject form)
{
    public string Submission => submission;

    public ReliefKind Kind => kind;

    public JsonObject Form => form;

    public DateOnly? Until { get; init; }

    public Known Known { get; set; }

    public string Id { get; set; } = "";

    public DateTimeOffset At { get; set; }
}
