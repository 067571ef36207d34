using System.Data.Common;
using Dapper;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table file: which content evidence names, so that what none names can be told. A reader finds the same in the evidence's form.</summary>
internal static class FileTable
{
    /// <summary>Writes the files of a new piece, inside its transaction.</summary>
    public static void Write(DbConnection connection, EvidenceRow evidence)
    {
        if (evidence.Form.Files.IsEmpty) return;
        using var insert = new Statement(connection, "INSERT INTO file (evidence, number, name, size, sha256, type) SELECT id, @b, @c, @d, @e, @f FROM evidence WHERE code = @a", "tntntt");
        foreach (var (n, file) in evidence.Form.Files.Index()) insert.Run(evidence.Code, n + 1, file.Name, file.Size, file.Sha256, file.Type);
    }

    /// <summary>Whether any evidence names a content, withdrawn evidence too.</summary>
    public static bool Names(DbConnection connection, string sha256) => connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM file WHERE sha256 = @sha256)", new { sha256 });
}
