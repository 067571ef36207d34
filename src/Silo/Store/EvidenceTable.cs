using System.Text.Json;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Store;

/// <summary>Table evidence. What the ladder needs of the form lies in columns of its own.</summary>
internal static class EvidenceTable
{
    /// <summary>Columns of <see cref="Read"/>, of a table called e.</summary>
    public const string Columns =
        "e.code, e.obligation, e.form, e.form_hash, e.count, e.imported, e.received_at, e.recorded_at, e.withdrawn_at, e.withdrawn_reason";

    private const string Insert = """
        INSERT INTO evidence (code, obligation, submission, import_key, form, form_hash, occurred_on, document_date, count, imported, received_at, recorded_at, withdrawn_at, withdrawn_reason)
        VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k, @l, @m, @n)
        """;

    /// <summary>Reads a row.</summary>
    public static EvidenceRow Read(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), Form(reader.GetString(2)), reader.GetString(3), reader.GetInt32(4),
        reader.GetInt64(5) != 0, reader.Instant(6), reader.Instant(7), reader.InstantOrNull(8), reader.TextOrNull(9));

    /// <summary>A form that was stored before there were files has none.</summary>
    private static EvidenceForm Form(string stored)
    {
        var form = JsonSerializer.Deserialize<EvidenceForm>(stored, Documents.Json)!;
        return form.Files.IsDefault ? form with { Files = [] } : form;
    }

    /// <summary>The statement of <see cref="Write"/>.</summary>
    public static Statement Inserting(SqliteConnection connection) => new(connection, Insert, 14);

    /// <summary>Writes a new piece.</summary>
    /// <param name="inserting">From <see cref="Inserting"/>.</param>
    /// <param name="evidence">The piece.</param>
    /// <param name="importKey">What makes a line of an import the same line again; null for a hand-in.</param>
    public static void Write(Statement inserting, EvidenceRow evidence, string? importKey) => inserting.Run(
        evidence.Code, evidence.Obligation, evidence.Form.SubmissionId is { Length: > 0 } id ? id : null, importKey, JsonSerializer.Serialize(evidence.Form, Documents.Json),
        evidence.FormHash, Store.Columns.Of(evidence.Form.OccurredOn), Store.Columns.Of(evidence.Form.DocumentDate), evidence.Count, evidence.Imported ? 1 : 0,
        Store.Columns.Of(evidence.ReceivedAt), Store.Columns.Of(evidence.RecordedAt), Store.Columns.Of(evidence.WithdrawnAt), evidence.WithdrawnReason);
}
