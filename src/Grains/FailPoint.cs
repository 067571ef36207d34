using System.Diagnostics;

namespace HoiQC.Grains;

/// <summary>
/// Named places at which a crash test kills the process, as hard as kill -9 does. Without HOIQC_FAIL_AT in the environment they do nothing.
/// </summary>
public static class FailPoint
{
    /// <summary>The request has arrived; nothing was decided.</summary>
    public const string Arrived = "arrived";

    /// <summary>A file is kept; no row names it.</summary>
    public const string FileKept = "file-kept";

    /// <summary>The transaction is committed; nobody was told.</summary>
    public const string Committed = "committed";

    /// <summary>The answer is ready; the board was not told.</summary>
    public const string BeforeBoard = "before-board";

    /// <summary>The board was told; the hub was not.</summary>
    public const string BeforeHub = "before-hub";

    /// <summary>A version was published and stored; nobody was told, and no obligation has followed.</summary>
    public const string Published = "published";

    /// <summary>Some of the obligations of a publication have followed, others not.</summary>
    public const string PartlyApplied = "partly-applied";

    /// <summary>Rows of the record are committed; they have no seal yet.</summary>
    public const string BeforeSeal = "before-seal";

    /// <summary>A backup is written and on the disk; it has not got its name.</summary>
    public const string BackupWritten = "backup-written";

    /// <summary>Everything of a backup lies beside its place; nothing is in it.</summary>
    public const string RestoreLaid = "restore-laid";

    private static readonly string? Chosen = Environment.GetEnvironmentVariable("HOIQC_FAIL_AT");

    /// <summary>Ends the process at once if this is the chosen place.</summary>
    public static void Reach(string place)
    {
        if (Chosen == place) Process.GetCurrentProcess().Kill();
    }
}
