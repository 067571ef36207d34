using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using HoiQC.Grains.Bodies;
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
/// Compares evidence with the record, which holds the hash of each form as it was handed in, and stored files with the hashes that the forms name. So a chain that is
/// whole also vouches for what it speaks of.
/// </summary>
internal static class EvidenceWalk
{
    private const string Submitted = """
        SELECT s.number, r.subject, r.new, e.form, e.form_hash FROM record r LEFT JOIN seal s ON s.record = r.id
            LEFT JOIN evidence e ON e.code = substr(r.subject, instr(r.subject, '#') + 1)
        WHERE r.what = 'evidence.submitted' ORDER BY r.id
        """;

    /// <summary>Compares every piece that was handed in; what was imported stands in the files of its import.</summary>
    public static EvidenceFindings Of(DbConnection connection)
    {
        var files = ImmutableArray.CreateBuilder<NamedFile>();
        var (pieces, fault) = (0, (string?)null);
        foreach (var (row, subject, told, form, hash) in connection.Rows(Submitted, null,
            reader => (reader.IsDBNull(0) ? "chưa niêm phong" : $"{reader.GetInt64(0)}", reader.GetString(1), reader.TextOrNull(2), reader.TextOrNull(3), reader.TextOrNull(4))))
        {
            pieces++;
            if (form is null)
            {
                fault ??= $"Minh chứng {subject} không còn trong cơ sở dữ liệu, nhưng dòng {row} của nhật ký ghi là đã nộp.";
                continue;
            }
            var read = Read(form);
            if (read is null || hash != FormHash.Of(read) || hash != HashTold(told)) fault ??= $"Minh chứng {subject} đã bị sửa sau khi nộp: nội dung không còn khớp với dấu ở dòng {row} của nhật ký.";
            else files.AddRange(read.Files.Select(file => new NamedFile(subject, file)));
        }
        return new(pieces, files.ToImmutable(), fault);
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

    private static EvidenceForm? Read(string form)
    {
        try
        {
            return JsonSerializer.Deserialize<EvidenceForm>(form, Documents.Json) is { } read ? read with { Files = read.Files.IsDefault ? [] : read.Files } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? HashTold(string? json)
    {
        using var document = JsonDocument.Parse(json ?? "{}");
        return document.RootElement.TryGetProperty("formHash", out var hash) ? hash.GetString() : null;
    }
}
