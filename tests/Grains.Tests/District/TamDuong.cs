using System.Collections.Immutable;
using System.Threading.Channels;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Tests.Engine;
using HoiQC.Grains.Record;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Import;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Grains.Tests.District;

/// <summary>Huyện Tam Đường on a real engine and a real database, with a clock that only the test moves.</summary>
internal sealed class TamDuong : IAsyncDisposable
{
    public const string KhunHa = "3430-FrontBloc";

    private readonly HandTime _time;
    private readonly Database _database;
    private readonly string _folder;
    private readonly bool _reviewed;
    private TestSilo _silo;

    private TamDuong(HandTime time, VietnamClock clock, (Database Open, string Folder) database, bool reviewed, TestSilo silo) =>
        (_time, Clock, _database, _folder, _reviewed, _silo) = (time, clock, database.Open, database.Folder, reviewed, silo);

    public static string Folder { get; } = Directory.CreateTempSubdirectory("hoiqc-grains-").FullName;

    public VietnamClock Clock { get; }

    public IGrainFactory Grains => _silo.Grains;

    public IArchive Archive => _silo.Services.GetRequiredService<IArchive>();

    public INodeConfiguration Node => _silo.Services.GetRequiredService<INodeConfiguration>();

    public IAccountStore Accounts => _silo.Services.GetRequiredService<IAccountStore>();

    public ILedger Ledger => _silo.Services.GetRequiredService<ILedger>();

    public IDeadlineStore Deadlines => _silo.Services.GetRequiredService<IDeadlineStore>();

    public Sweep Sweep => _silo.Services.GetRequiredService<Sweep>();

    public Database Database => _database;

    /// <summary>The sample as it stands at an instant: "2024-01-05T08:00:00+07:00".</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="disorder">Seed of a disorderly engine; null for an orderly one.</param>
    /// <param name="reviewed">Whether what is handed in waits for review.</param>
    public static async Task<TamDuong> At(string instant, int? disorder = null, bool reviewed = false)
    {
        var time = new HandTime { Now = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) };
        var clock = VietnamClock.SetTo(time, time.Now, 1);
        var folder = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        var database = TestDatabase.Open(folder);
        var report = await new Samples(new Importer(database, clock), clock).Load(Samples.TamDuong, Actor.System, CancellationToken.None);
        Assert.Empty(report.Faults);
        return new(time, clock, (database, folder), reviewed, await Start(database, clock, disorder, reviewed));
    }

    /// <summary>What a killed process and a new one are: memory gone, tables kept.</summary>
    public async Task Restart(string instant)
    {
        await _silo.DisposeAsync();
        Now(instant);
        _silo = await Start(_database, Clock, disorder: null, _reviewed);
    }

    public void Now(string instant) => _time.Now = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    public ICommitteeGrain Committee(string id) => Grains.GetGrain<ICommitteeGrain>(id);

    public IBoardGrain Board(string unit) => Grains.GetGrain<IBoardGrain>(unit);

    public static EvidenceForm Conference(string? occurredOn = null, string submission = "gui-tu-may-01", string rule = "MT-PB", string period = "2023", string? note = null) => new(
        submission, rule, period, occurredOn is null ? null : DateOnly.ParseExact(occurredOn, "dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        "05/BC-MTTQ", null, 64, 9, null, "Nhà văn hóa bản Sin Chải", null, note, ImmutableDictionary<string, string>.Empty, []);

    /// <summary>The sum of a unit's board under a rule, or under all.</summary>
    public async Task<Line> Total(string unit, string? rule = null, int year = 2023) =>
        Line.Sum((await Board(unit).Read(year)).Lines.Where(line => rule is null || line.Rule == rule).Select(line => line.Line));

    /// <summary>The same straight from the tables.</summary>
    public async Task<Line> Table(string unit, string? rule = null, int year = 2023) =>
        Line.Sum((await Archive.Board(unit, year, asOf: null)).Lines.Where(part => rule is null || part.Rule == rule).Select(part => part.Line));

    public async Task<ImmutableArray<string>> Story(string body, string rule = "MT-PB") =>
        [.. (await Archive.TransitionsOf(new(body, rule, "2023"))).Select(row => $"{row.At.ToOffset(TimeSpan.FromHours(7)):dd/MM/yyyy HH:mm} {row.From} → {row.To}")];

    /// <summary>Hears what the feed tells web nodes.</summary>
    public async Task<Listener> Listen()
    {
        var listener = new Listener();
        listener.Reference = Grains.CreateObjectReference<IBoardWatcher>(listener);
        await Grains.GetGrain<IBoardFeedGrain>(IBoardFeedGrain.Key).Subscribe(listener.Reference);
        return listener;
    }

    /// <summary>Waits until something holds that messages or the boards' own look will bring about.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds()) await look.WaitForNextTickAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _database.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static async Task<TestSilo> Start(Database database, VietnamClock clock, int? disorder, bool reviewed)
    {
        void Configure(IServiceCollection services) => services.Configure<ReviewPolicy>(policy => policy.Required = reviewed)
            .AddSingleton(clock).AddStore(database).AddGrains().AddSingleton<Sweep>().AddSingleton<Alerts>();
#if ORLEANS
        var silo = await TestSilo.Start(Configure);
#else
        var silo = disorder is { } seed ? await TestSilo.StartDisorderly(seed, Configure) : await TestSilo.Start(Configure);
#endif
        await silo.Services.GetRequiredService<INodeConfiguration>().Refresh();
        return silo;
    }
}

/// <summary>A web node's ear.</summary>
internal sealed class Listener : IBoardWatcher
{
    private readonly Channel<BoardLines> _changes = Channel.CreateUnbounded<BoardLines>();
    private readonly Channel<ImmutableArray<string>> _raised = Channel.CreateUnbounded<ImmutableArray<string>>();

    public IBoardWatcher? Reference { get; set; }

    public Task Changed(BoardLines unit)
    {
        _changes.Writer.TryWrite(unit);
        return Task.CompletedTask;
    }

    public Task Raised(ImmutableArray<string> units)
    {
        _raised.Writer.TryWrite(units);
        return Task.CompletedTask;
    }

    /// <summary>The next lines of a unit that are as asked.</summary>
    public Task<BoardLines> Hears(string unit, Func<BoardLines, bool> asked) => Next(_changes, lines => lines.Unit == unit && asked(lines));

    /// <summary>Returns when alerts of a unit are raised; they come by a message of their own, before the lines or after them.</summary>
    public Task HearsOfAlerts(string unit) => Next(_raised, units => units.Contains(unit));

    private static async Task<T> Next<T>(Channel<T> heard, Func<T, bool> asked)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
            if (await heard.Reader.ReadAsync(patience.Token) is var one && asked(one)) return one;
    }
}

/// <summary>Machine time that stands still until the test moves it.</summary>
internal sealed class HandTime : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
