using System.Collections.Immutable;
using HoiQC.Grains.Record;

namespace HoiQC.Silo.Import;

/// <summary>How an import is to be done.</summary>
/// <param name="Check">Do everything, then take it back.</param>
/// <param name="AllowFuture">Days that have not come are taken: their evidence counts when its day comes.</param>
/// <param name="Sample">The sample these files are; null for somebody's own data.</param>
/// <param name="SampleYear">The year the sample opens on.</param>
internal sealed record ImportOptions(Actor By, bool Check = false, bool AllowFuture = false, string? Sample = null, int? SampleYear = null);

/// <summary>What became of the rows of one file.</summary>
internal readonly record struct Tally(int New, int Changed, int Unchanged)
{
    /// <summary>Counts one row: new without a before, changed or unchanged with one.</summary>
    public Tally With(bool isNew, bool changed) => (isNew, changed) switch
    {
        (true, _) => this with { New = New + 1 },
        (_, true) => this with { Changed = Changed + 1 },
        _ => this with { Unchanged = Unchanged + 1 },
    };

    /// <summary>All rows.</summary>
    public int All => New + Changed + Unchanged;
}

/// <summary>What an import came to. With faults, nothing was stored.</summary>
/// <param name="Faults">What cannot be taken, at most a hundred.</param>
/// <param name="FaultCount">How many there are in all.</param>
/// <param name="Ignored">Files of the folder that are not read.</param>
/// <param name="Units">Rows of units.csv.</param>
/// <param name="Bodies">Rows of bodies.csv.</param>
/// <param name="Rules">Rows of rules.csv.</param>
/// <param name="Tracking">Rows of tracking.csv.</param>
/// <param name="Evidence">Rows of events.csv.</param>
/// <param name="ObligationsMade">Obligations that did not exist before.</param>
/// <param name="Touched">Units and years whose boards may look different.</param>
/// <param name="Checked">Everything was taken back, as asked.</param>
internal sealed record ImportReport(
    ImmutableArray<ImportFault> Faults, int FaultCount, ImmutableArray<string> Ignored, Tally Units, Tally Bodies, Tally Rules, Tally Tracking, Tally Evidence,
    int ObligationsMade, ImmutableHashSet<(string Unit, int Year)> Touched, bool Checked)
{
    /// <summary>Kinds of new and changed bodies that no rule names.</summary>
    public ImmutableArray<string> Unnamed { get; init; } = [];

    /// <summary>Whether the folder was taken.</summary>
    public bool Accepted => FaultCount == 0;

    /// <summary>A folder that was not.</summary>
    public static ImportReport Refused(Faults faults, ImmutableArray<string> ignored) => new(faults.Listed, faults.Count, ignored, default, default, default, default, default, 0, [], false);
}
