using System.Collections.Immutable;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Grains;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Import;

namespace HoiQC.Silo.Hosting;

/// <summary>Fills the running product: stores a folder or a sample, then lets configuration, deadlines and boards know.</summary>
internal sealed class Setup(Importer importer, Samples samples, IGrainFactory grains, INodeConfiguration node, Sweep sweep, DeadlineStart deadlines) : ISetup
{
    public async Task<SetupAnswer> LoadSample(string name, Actor by) => await Known(await samples.Load(name, by, CancellationToken.None));

    public async Task<SetupAnswer> Import(string folder, bool check, Actor by) =>
        await Known(await importer.Import(folder, new ImportOptions(by) { Check = check }, CancellationToken.None));

    public async Task<SetupAnswer> ImportRules(byte[] pack, bool check, Actor by) => await Known(await importer.Import(
        new ImportFiles(ImmutableDictionary<string, byte[]>.Empty.Add(Sheet.Rules.File, pack), []), new ImportOptions(by) { Check = check }, CancellationToken.None));

    public async Task StartEmpty(Actor by) => await ImportRules(await File.ReadAllBytesAsync(Path.Combine(Samples.Folder, Sheet.Rules.File)), check: false, by);

    /// <summary>Tells everybody who works from memory what the tables hold now.</summary>
    private async Task<SetupAnswer> Known(ImportReport report)
    {
        if (report.Accepted && !report.Checked)
        {
            await Task.WhenAll(
                grains.GetGrain<IUnitTreeGrain>(DocumentNames.Key).Refresh(),
                grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Refresh(),
                grains.GetGrain<ICalendarGrain>(DocumentNames.Key).Refresh());
            await node.Refresh();
            await sweep.Tell(report.Touched, CancellationToken.None);
            await deadlines.Ring(CancellationToken.None);
        }
        return ImportCommand.Answer(report);
    }
}
