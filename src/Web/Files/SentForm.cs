using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Grains.Files;
using Microsoft.Extensions.Primitives;

namespace HoiQC.Web.Files;

/// <summary>What a form with files brought: its fields, and its files, which are kept already.</summary>
/// <param name="Fields">Field → what was written.</param>
/// <param name="Files">The files in the order in which they came.</param>
/// <param name="Refusal">Why it was not read to its end; null when it was.</param>
internal sealed record SentForm(Dictionary<string, StringValues> Fields, ImmutableArray<EvidenceFile> Files, Refusal? Refusal)
{
    /// <summary>Whether a request is a form with parts.</summary>
    public static bool Is(HttpRequest request) => request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;
}
