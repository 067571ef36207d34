using System.Collections.Immutable;
using HoiQC.Grains.Record;
using HoiQC.Grains;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Import;

/// <summary>
/// Takes units, bodies, rules, tracking and events from a folder of files: all of it in one transaction, or nothing. Again, it doubles nothing.
/// The caller lets the configuration grains read again and tells the boards of what the report names as touched.
/// </summary>
internal sealed class Importer(Database database, VietnamClock clock)
{
    /// <summary>Imports a folder.</summary>
    public Task<ImportReport> Import(string folder, ImportOptions options, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        return ImportFiles.Find(folder, faults) is { } files ? Import(files, options, cancellationToken) : Task.FromResult(ImportReport.Refused(faults, []));
    }

    /// <summary>Imports files, wherever they come from.</summary>
    public async Task<ImportReport> Import(ImportFiles files, ImportOptions options, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var today = clock.Today;
        var sheets = await Task.Run(() => Sheets.Read(files, today, options.AllowFuture, faults), cancellationToken);
        var pack = files.Find(Sheet.Rules) is null ? ProductPack(today) : [];
        try
        {
            return await database.Write(connection => new ImportTransaction(connection, clock.Now, sheets, pack, options, files, faults, cancellationToken).Run(), cancellationToken);
        }
        catch (TakenBack undone)
        {
            return undone.Report;
        }
    }

    /// <summary>Leaves a new folder without units, with the product's rules.</summary>
    public Task<ImportReport> StartEmpty(Actor by, CancellationToken cancellationToken) =>
        Import(new ImportFiles(ImmutableDictionary<string, byte[]>.Empty, []), new(by), cancellationToken);

    /// <summary>The pack that comes with the product, for a system without rules.</summary>
    private static ImmutableArray<RuleLine> ProductPack(DateOnly today)
    {
        var faults = new Faults();
        var files = new ImportFiles(ImmutableDictionary<string, byte[]>.Empty.Add(Sheet.Rules.File, File.ReadAllBytes(Path.Combine(Samples.Folder, Sheet.Rules.File))), []);
        var pack = Sheets.Read(files, today, allowFuture: false, faults).Rules;
        return faults.Any ? throw new InvalidDataException($"The product's own {Sheet.Rules.File} cannot be read: {faults.Listed[0]}") : pack;
    }
}

/// <summary>Ends an import's transaction without keeping anything of it; says what it would have come to.</summary>
internal sealed class TakenBack(ImportReport report) : Exception
{
    public ImportReport Report { get; } = report;
}
