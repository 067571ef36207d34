namespace HoiQC.Domain;

/// <summary>Why something a person asked for is not done.</summary>
public enum RefusalKind
{
    /// <summary>It makes no sense (400).</summary>
    Invalid,

    /// <summary>It does not exist, or may not be seen (404).</summary>
    Unknown,

    /// <summary>It contradicts what is stored (409).</summary>
    Conflict,

    /// <summary>It is too large (413).</summary>
    TooLarge,

    /// <summary>A file has bad rows (422).</summary>
    BadRows,
}

/// <summary>A refusal the user caused: nothing was stored, and the sentence says what to do.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Sentence">Vietnamese, short, polite, exact.</param>
/// <param name="Field">The field it is about; null for the whole.</param>
public sealed record Refusal(RefusalKind Kind, string Sentence, string? Field = null)
{
    /// <summary>Something that makes no sense.</summary>
    public static Refusal Invalid(string sentence, string? field = null) => new(RefusalKind.Invalid, sentence, field);

    /// <summary>Something that does not exist.</summary>
    public static Refusal Unknown(string sentence) => new(RefusalKind.Unknown, sentence);

    /// <summary>Something that contradicts what is stored.</summary>
    public static Refusal Conflict(string sentence) => new(RefusalKind.Conflict, sentence);

    /// <summary>Something that is too large.</summary>
    public static Refusal TooLarge(string sentence, string? field = null) => new(RefusalKind.TooLarge, sentence, field);
}
