using System.Globalization;
using System.Text;
using Dapper;
using HoiQC.Domain;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Silo.Import;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;

namespace HoiQC.Silo.Tests.Import;

/// <summary>An empty data folder under a still clock, and a folder of files to import.</summary>
internal sealed class ImportWorld : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hoiqc-import-").FullName;
    private readonly Still _machine = new();

    public ImportWorld(string now = "2021-10-15")
    {
        Database = TestDatabase.Open(Path.Combine(_root, "data"));
        Folder = Directory.CreateDirectory(Path.Combine(_root, "files")).FullName;
        Clock = At(now);
    }

    public Database Database { get; }

    public string Folder { get; }

    public VietnamClock Clock { get; private set; }

    public INodeConfiguration Node => new StoredConfiguration(this);

    public Archive Archive => new(Database, Node, Clock);

    public Configuration Configuration => Database.Read(connection => Configuration.Of(
        Documents.Read<UnitTreeState>(connection, DocumentNames.Units).State?.Document ?? new(0, []),
        Documents.Read<RuleBookState>(connection, DocumentNames.Rules).State?.Document ?? new(0, [], []),
        Documents.Read<CalendarState>(connection, DocumentNames.Calendar).State?.Document ?? new(0, []))).GetAwaiter().GetResult();

    public ImportWorld With(string file, string content) => With(file, Encoding.UTF8.GetBytes(content));

    public ImportWorld With(string file, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, file))!).FullName, Path.GetFileName(file)), content);
        return this;
    }

    public ImportWorld With(IReadOnlyDictionary<string, string> files)
    {
        foreach (var (file, content) in files) With(file, content);
        return this;
    }

    public ImportWorld On(string now)
    {
        Clock = At(now);
        return this;
    }

    public Task<ImportReport> Import(bool check = false, string? folder = null) => new Importer(Database, Clock).Import(folder ?? Folder, new(Actor.Operator, Check: check), CancellationToken.None);

    public async Task<ImportReport> Imported()
    {
        var report = await Import();
        Assert.Empty(report.Faults);
        return report;
    }

    public Task<ImportReport> Load(string sample) => new Samples(new(Database, Clock), Clock).Load(sample, Actor.System, CancellationToken.None);

    public Task<long> Count(string table) => Database.Read(connection => connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}"));

    public Task<string> Status(string body, string rule, string period) => Database.Read(connection => connection.ExecuteScalar<string?>(
        "SELECT status FROM obligation WHERE body = @body AND rule = @rule AND period = @period", new { body, rule, period }) ?? "");

    /// <summary>Everything the tables hold, row by row.</summary>
    public Task<string> Everything() => Database.Read(connection =>
    {
        var text = new StringBuilder();
        foreach (var table in new[] { "meta", "grain", "body", "obligation", "evidence", "event", "transition", "reminder", "alert" })
            foreach (IDictionary<string, object?> row in connection.Query($"SELECT * FROM {table} ORDER BY 1, 2"))
                text.Append(table).Append('|').AppendJoin('|', row.Values).Append('\n');
        return text.ToString();
    });

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private VietnamClock At(string now) => VietnamClock.SetTo(_machine, now.Length == 10
        ? VietnamTime.StartOf(DateOnly.ParseExact(now, "yyyy-MM-dd", CultureInfo.InvariantCulture)).AddHours(8) : DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), 1);

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }

    private sealed class StoredConfiguration(ImportWorld world) : INodeConfiguration
    {
        public Configuration Current { get; private set; } = world.Configuration;

        public Task<Configuration> Refresh() => Task.FromResult(Current = world.Configuration);
    }
}
