using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Files;
using HoiQC.Silo.Files;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Record;

/// <summary>A file as the evidence names it that was handed in with it.</summary>
/// <param name="Receipt">Receipt code of the evidence.</param>
/// <param name="File">The file.</param>
internal sealed record NamedFile(string Receipt, EvidenceFile File);

/// <summary>What comparing evidence with the record found.</summary>
/// <param name="Pieces">How many pieces were compared.</param>
/// <param name="Files">The files they name.</param>
/// <param name="Fault">The first piece that is not what was handed in; null for none.</param>
internal sealed record EvidenceFindings(int Pieces, ImmutableArray<NamedFile> Files, string? Fault);

/// <summary>
/// Compares evidence with the record, which holds the hash of each form as it was handed in and who handed in, decided and took back, when; and stored files with the hashes
/// that the forms name. So a chain that is whole also vouches for what it speaks of.
/// </summary>
internal static class EvidenceWalk
{
    // What was stored before there were accounts and a record has no rows; nor has what an import brought, but for what became of it since.
    private const string Claims = """
        SELECT e.code, COALESCE(o.body || '/' || o.rule || '/' || o.period || '#', '') || e.code, CASE WHEN e.imported = 0 AND e.submitter IS NOT NULL THEN 1 ELSE 0 END, COALESCE(e.review, 'Pending'),
            CASE WHEN e.withdrawn_at IS NOT NULL AND ((e.imported = 0 AND e.submitter IS NOT NULL) OR e.withdrawn_at >= (SELECT at FROM record ORDER BY id LIMIT 1)) THEN 1 ELSE 0 END
        FROM evidence e LEFT JOIN obligation o ON o.id = e.obligation
        WHERE (e.imported = 0 AND e.submitter IS NOT NULL) OR e.review IS NOT NULL OR e.withdrawn_at IS NOT NULL ORDER BY e.id
        """;

    /// <summary>Compares every piece that was handed in, reviewed or taken back; what was imported stands in the files of its import.</summary>
    public static EvidenceFindings Of(DbConnection connection)
    {
        var files = ImmutableArray.CreateBuilder<NamedFile>();
        var told = new HashSet<(string Code, string What)>();
        var (pieces, fault) = (0, (string?)null);
        foreach (var row in ToldPiece.All(connection))
        {
            if (row.What == ToldPiece.Submitted) pieces++;
            if (row.Code is not null) told.Add((row.Code, row.What));
            if (row.Form is { } form) files.AddRange(form.Files.Select(file => new NamedFile(row.Subject, file)));
            fault ??= row.Fault;
        }
        return new(pieces, files.ToImmutable(), fault ?? Untold(connection, told));
    }

    /// <summary>The first piece of which the tables say what no row of the record tells; null for none.</summary>
    private static string? Untold(DbConnection connection, HashSet<(string Code, string What)> told)
    {
        foreach (var (code, subject, handedIn, review, withdrawn) in connection.Rows(Claims, null,
            reader => (reader.GetString(0), reader.GetString(1), reader.GetInt64(2) == 1, reader.GetString(3), reader.GetInt64(4) == 1)))
        {
            var what = handedIn && !told.Contains((code, ToldPiece.Submitted)) ? ToldPiece.Submitted
                : review != nameof(Verdict.Pending) && !told.Contains((code, $"evidence.{review.ToLowerInvariant()}")) ? ToldPiece.Accepted
                : withdrawn && !told.Contains((code, ToldPiece.Withdrawn)) ? ToldPiece.Withdrawn : null;
            if (what is not null) return $"Cơ sở dữ liệu ghi minh chứng {subject} đã {ToldPiece.Done(what)}, nhưng nhật ký không có dòng nào về việc đó.";
        }
        return null;
    }

    /// <summary>The first stored file that is gone or is not what was sent; null where all are.</summary>
    public static async Task<string?> FaultOf(IEnumerable<NamedFile> named, string folder, CancellationToken cancellationToken)
    {
        foreach (var (receipt, file) in named.DistinctBy(one => one.File.Sha256))
        {
            var path = FileStore.PathIn(folder, file.Sha256);
            if (!File.Exists(path)) return $"Tệp “{file.Name}” của minh chứng {receipt} không còn trong thư mục dữ liệu.";
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != file.Sha256) return $"Tệp “{file.Name}” của minh chứng {receipt} đã bị sửa: nội dung không còn khớp với SHA-256 {file.Sha256}.";
        }
        return null;
    }
}
