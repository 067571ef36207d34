using HoiQC.Domain;

namespace HoiQC.Grains.Files;

/// <summary>Where the content of files is kept. It comes before the rows that name it; what no row names is removed after a day.</summary>
public interface IFileStore
{
    /// <summary>Keeps the content of one file, durable once answered; of a refused file, or one whose sending broke off, nothing stays.</summary>
    /// <param name="content">Read once, to its end or to the limit.</param>
    /// <param name="name">The name as it was sent; null where it has none.</param>
    /// <param name="number">Which file of the submission, from 1.</param>
    /// <param name="room">Bytes that the submission may still have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<(EvidenceFile? File, Refusal? Refusal)> Keep(Stream content, string? name, int number, long room, CancellationToken cancellationToken = default);

    /// <summary>The content of a file; null where it is missing or not as long as it was.</summary>
    Stream? Open(EvidenceFile file);
}
