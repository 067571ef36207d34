using System.Data.Common;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table relief.</summary>
internal static class ReliefTable
{
    private const string Select = """
        SELECT r.id, r.obligation, r.submission, r.kind, r.until, r.document_no, r.document_date, r.reason, r.granted_by, r.lifts, r.recorded_at, o.body, o.rule, o.period, o.unit, b.name
        FROM relief r JOIN obligation o ON o.id = r.obligation JOIN body b ON b.id = o.body
        """;

    /// <summary>Reliefs under a condition on r and o, newest first.</summary>
    public static IEnumerable<ListedRelief> Where(DbConnection connection, string condition, object parameters, string first = "") =>
        connection.Rows($"{Select} WHERE {condition} ORDER BY r.recorded_at DESC, r.id{first}", parameters, Read);

    /// <summary>Writes a new one.</summary>
    public static void Write(DbConnection connection, ReliefRow relief) => connection.Execute(
        """
        INSERT INTO relief (id, obligation, kind, until, document_no, document_date, reason, granted_by, submission, lifts, recorded_at)
        VALUES (@Id, @Obligation, @kind, @until, @DocumentNo, @documentDate, @Reason, @GrantedBy, @SubmissionId, @lifts, @recordedAt)
        """,
        new
        {
            relief.Id,
            relief.Obligation,
            kind = relief.Terms.Kind.ToString(),
            until = Columns.Of(relief.Terms.Until),
            relief.Terms.DocumentNo,
            documentDate = Columns.Of(relief.Terms.DocumentDate),
            relief.Terms.Reason,
            relief.Terms.GrantedBy,
            relief.Terms.SubmissionId,
            lifts = relief.Lifts?.ToString(),
            recordedAt = Columns.Of(relief.RecordedAt),
        });

    private static ListedRelief Read(DbDataReader reader) => new(
        new(
            reader.GetString(0), reader.GetInt64(1),
            new(reader.TextOrNull(2), Enum.Parse<ReliefKind>(reader.GetString(3)), reader.DayOrNull(4), reader.TextOrNull(5), reader.DayOrNull(6), reader.GetString(7), reader.GetString(8)),
            reader.TextOrNull(9) is { } lifts ? Enum.Parse<ReliefKind>(lifts) : null, reader.Instant(10)),
        new(reader.GetString(11), reader.GetString(12), reader.GetString(13)), reader.GetString(14), reader.GetString(15));
}
