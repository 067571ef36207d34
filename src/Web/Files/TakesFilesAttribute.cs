using HoiQC.Domain.Files;
using Microsoft.AspNetCore.Http.Metadata;

namespace HoiQC.Web.Files;

/// <summary>Marks a page or endpoint that takes files, and so more than the megabyte of every other.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute : Attribute, IRequestSizeLimitMetadata
{
    /// <summary>Bytes a request with files may have: the files, and a megabyte for what stands around them.</summary>
    public const long Largest = FileLimits.Together + (1 << 20);

    /// <inheritdoc />
    public long? MaxRequestBodySize => Largest;
}
