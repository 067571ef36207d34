namespace HoiQC.Grains.Files;

/// <summary>A file of a piece of evidence. Its content is kept once, under its hash, whoever hands it in.</summary>
/// <param name="Name">The name it was sent under, made harmless.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the content, 64 small hexadecimal digits.</param>
/// <param name="Type">Media type, as the content tells it.</param>
[GenerateSerializer, Immutable]
public sealed record EvidenceFile(string Name, long Size, string Sha256, string Type);
