using System.Collections.Immutable;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Files;

/// <summary>A file of a piece of evidence.</summary>
/// <param name="Number">Which of its files, from 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of its content, hexadecimal.</param>
/// <param name="Type">Its media type, as the content tells it.</param>
/// <param name="Address">Where it is downloaded.</param>
public sealed record FileAnswer(int Number, string Name, long Size, string Sha256, string Type, string Address)
{
    /// <summary>The files of a piece.</summary>
    public static ImmutableArray<FileAnswer> Of(EvidenceRow row) =>
        [.. row.Form.Files.Select((file, n) => new FileAnswer(n + 1, file.Name, file.Size, file.Sha256, file.Type, FileEndpoints.Address(row.Code, n + 1)))];
}
