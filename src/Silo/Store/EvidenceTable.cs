using System.Data.Common;
using System.Text.Json;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table evidence. What the ladder needs of the form lies in columns of its own.</summary>
internal static class EvidenceTable
{
    /// <summary>Columns of <see cref="Read"/>, of a table called e.</summary>
    public const string Columns =
        "e.code, e.obligation, e.form, e.form_hash, e.count, e.imported, e.received_at, e.recorded_at, e.withdrawn_at, e.withdrawn_reason, "
        + "e.submitter, e.submitter_name, e.review, e.reviewed_at, e.reviewer, e.reviewer_name, e.review_reason, e.review_rule_version, e.replaces";

    /// <summary>How many they are.</summary>
    public const int Width = 19;

    /// <summary>The condition on a table called e that a piece counts, as far as reviews are concerned.</summary>
    public const string Counts = "(e.review IS NULL OR e.review = 'Accepted')";

    private const string Insert = """
        INSERT INTO evidence (code, obligation, submission, import_key, form, form_hash, occurred_on, document_date, count, imported, received_at, recorded_at, withdrawn_at, withdrawn_reason,
            submitter, submitter_name, review, replaces)
        VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k, @l, @m, @n, @o, @p, @q, @r)
        """;

    private const string Update = """
        UPDATE evidence SET review = @a, reviewed_at = @b, reviewer = @c, reviewer_name = @d, review_reason = @e, review_rule_version = @f
        WHERE code = @g AND review = 'Pending' AND withdrawn_at IS NULL
        """;

    /// <summary>Reads a row.</summary>
    public static EvidenceRow Read(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), Form(reader.GetString(2)), reader.GetString(3), reader.GetInt32(4),
        reader.GetInt64(5) != 0, reader.Instant(6), reader.Instant(7), reader.InstantOrNull(8), reader.TextOrNull(9))
    {
        Submitter = PersonAt(reader, 10),
        Review = reader.TextOrNull(12) is not { } verdict ? null
            : new(Enum.Parse<Verdict>(verdict), reader.InstantOrNull(13), PersonAt(reader, 14), reader.TextOrNull(16), reader.IsDBNull(17) ? null : (int)reader.Number(17)),
        Replaces = reader.TextOrNull(18),
    };

    private static Person? PersonAt(DbDataReader reader, int first) => reader.TextOrNull(first) is { } account ? new(account, reader.Text(first + 1)) : null;

    /// <summary>A form that was stored before there were files has none.</summary>
    private static EvidenceForm Form(string stored)
    {
        var form = JsonSerializer.Deserialize<EvidenceForm>(stored, Documents.Json)!;
        return form.Files.IsDefault ? form with { Files = [] } : form;
    }

    /// <summary>The statement of <see cref="Write"/>.</summary>
    public static Statement Inserting(DbConnection connection) => new(connection, Insert, "tnttttttnnnnnttttt");

    /// <summary>The statement of <see cref="Review"/>.</summary>
    public static Statement Reviewing(DbConnection connection) => new(connection, Update, "tntttnt");

    /// <summary>Writes a new piece.</summary>
    /// <param name="inserting">From <see cref="Inserting"/>.</param>
    /// <param name="evidence">The piece.</param>
    /// <param name="importKey">What makes a line of an import the same line again; null for a hand-in.</param>
    public static void Write(Statement inserting, EvidenceRow evidence, string? importKey) => inserting.Add(
        evidence.Code, evidence.Obligation, evidence.Form.SubmissionId is { Length: > 0 } id ? id : null, importKey, JsonSerializer.Serialize(evidence.Form, Documents.Json),
        evidence.FormHash, Store.Columns.Of(evidence.Form.OccurredOn), Store.Columns.Of(evidence.Form.DocumentDate), evidence.Count, evidence.Imported ? 1 : 0,
        Store.Columns.Of(evidence.ReceivedAt), Store.Columns.Of(evidence.RecordedAt), Store.Columns.Of(evidence.WithdrawnAt), evidence.WithdrawnReason,
        evidence.Submitter?.Account, evidence.Submitter?.Name, evidence.Review?.Verdict.ToString(), evidence.Replaces);

    /// <summary>Writes the review of a piece that waits.</summary>
    /// <returns>Whether it waited still.</returns>
    public static bool Review(Statement reviewing, EvidenceRow evidence) => evidence.Review is { } review && reviewing.Run(
        review.Verdict.ToString(), Store.Columns.Of(review.At), review.By?.Account, review.By?.Name, review.Reason, review.RuleVersion, evidence.Code) == 1;
}
