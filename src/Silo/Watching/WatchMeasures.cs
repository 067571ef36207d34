using System.Diagnostics.Metrics;
using HoiQC.Grains;
using HoiQC.Grains.Health;

namespace HoiQC.Silo.Watching;

/// <summary>What the watch saw last, as figures: they are read when somebody collects them and ask the database nothing.</summary>
internal sealed class WatchMeasures : IDisposable
{
    private readonly Meter _meter = new(Measures.Name);

    public WatchMeasures(string? database, VietnamClock clock, Func<(Backlog? Backlog, NodeHealth? Health)> seen)
    {
        _meter.CreateObservableGauge("hoiqc.sweep.waiting", () => OldestOf(seen().Backlog, clock), "s", "Age of the oldest obligation or change that the sweep has still to record or tell");
        _meter.CreateObservableGauge("hoiqc.alerts.untold", () => seen().Backlog?.UntoldCount ?? 0, "{transition}", "Changes to red that no alert speaks of yet");
        _meter.CreateObservableGauge("hoiqc.record.unsealed", () => seen().Backlog?.Unsealed ?? 0, "{row}", "Rows of the record that wait for their seal");
        _meter.CreateObservableGauge("hoiqc.health", () => StateOf(seen().Health), description: "1 for a check that goes on, 0 for one that fails or that nobody can tell");
        // The disk of a server is the server's to watch.
        if (database is not null) _meter.CreateObservableGauge("hoiqc.data.free", () => FreeOf(database), "By", "Room on the disk of the data folder");
    }

    public void Dispose() => _meter.Dispose();

    private static double OldestOf(Backlog? backlog, VietnamClock clock)
    {
        var oldest = new[] { backlog?.Due?.Since, backlog?.Untold?.Since }.Min();
        return oldest is { } since ? Math.Max(0, (clock.Now - since).TotalSeconds / clock.Speed) : 0;
    }

    private static IEnumerable<Measurement<int>> StateOf(NodeHealth? health) =>
        health is null ? [] : health.Findings.Select(finding => new Measurement<int>(finding.State == HealthState.Ok ? 1 : 0, new KeyValuePair<string, object?>("check", finding.Check)));

    private static IEnumerable<Measurement<long>> FreeOf(string file)
    {
        long free;
        try
        {
            free = new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            yield break;
        }
        yield return new(free);
    }
}
