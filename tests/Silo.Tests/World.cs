using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Grains;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;

namespace HoiQC.Silo.Tests;

/// <summary>A data folder of its own with the store open on it: first units, rules and bodies are named, then they are published, then days pass.</summary>
internal sealed class World : IDisposable
{
    public const string Province = "12";
    public const string District = "106";
    public const string Front = "FrontBloc";
    public const string Government = "PeoplesCommittee";

    private readonly List<UnitRecord> _units = [];
    private readonly List<RuleRecord> _rules = [];
    private readonly List<TrackingRecord> _tracking = [];
    private readonly List<CalendarRecord> _calendars = [CalendarRecord.First];
    private readonly List<OverrideRecord> _holidays = [];
    private readonly Dictionary<string, BodyRow> _bodies = new(StringComparer.Ordinal);
    private readonly HandTime _machine;
    private int _pieces;

    private World(DateTimeOffset now)
    {
        _machine = new() { Now = now };
        Clock = VietnamClock.Real(_machine);
        Database = TestDatabase.Open(Folder);
        Node = new(Database);
        (Ledger, Archive, Deadlines) = (new(Database, Node), new(Database, Node, Clock), new(Database));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("hoiqc-").FullName;

    public Database Database { get; }

    public VietnamClock Clock { get; }

    public StoredConfiguration Node { get; }

    public Ledger Ledger { get; }

    public Archive Archive { get; }

    public DeadlineStore Deadlines { get; }

    public DateTimeOffset Now
    {
        get => Clock.Now;
        set => _machine.Now = value;
    }

    /// <summary>An empty folder, at nine in the morning of that day.</summary>
    public static World On(int year, int month, int day) => new(At(year, month, day, 9));

    /// <summary>Huyện Tam Đường with its thirteen communes, each with its bloc and its government, and the two rules of the report of 2023.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">At nine in the morning of this day.</param>
    /// <param name="lasting">Whether its units go on for ever; else they end in 2025, as they did.</param>
    public static async Task<World> TamDuong(int year, int month, int day, bool lasting = false)
    {
        var world = On(year, month, day).TamDuongUnits(lasting)
            .Rule("MT-PB", Front, "commune", ("name", "Hội nghị phản biện xã hội"), ("checkpoint", "30/09"))
            .Rule("UB-DT", Government, "commune", ("name", "Đối thoại của Chủ tịch UBND với Nhân dân"), ("checkpoint", "30/09"));
        foreach (var (code, _, name) in Communes)
        {
            world.Body($"{code}-{Front}", code, Front, $"MTTQ và các đoàn thể {Lower(name)}", BodyClass.Bloc);
            world.Body($"{code}-{Government}", code, Government, $"UBND {Lower(name)}");
        }
        await world.Publish();
        await world.Open();
        return world;
    }

    public static readonly ImmutableArray<(string Code, string ShortName, string Name)> Communes =
    [
        ("3390", "Thị trấn", "Thị trấn Tam Đường"), ("3394", "Thèn Sin", "Xã Thèn Sin"), ("3400", "Tả Lèng", "Xã Tả Lèng"), ("3405", "Giang Ma", "Xã Giang Ma"),
        ("3406", "Hồ Thầu", "Xã Hồ Thầu"), ("3412", "Bình Lư", "Xã Bình Lư"), ("3413", "Sơn Bình", "Xã Sơn Bình"), ("3415", "Nùng Nàng", "Xã Nùng Nàng"),
        ("3418", "Bản Giang", "Xã Bản Giang"), ("3421", "Bản Hon", "Xã Bản Hon"), ("3424", "Bản Bo", "Xã Bản Bo"), ("3427", "Nà Tăm", "Xã Nà Tăm"), ("3430", "Khun Há", "Xã Khun Há"),
    ];

    public World TamDuongUnits(bool lasting = false)
    {
        DateOnly? end = lasting ? null : new(2025, 6, 30);
        Unit(Province, "Tỉnh Lai Châu", "Lai Châu", "province", null).Unit(District, "Huyện Tam Đường", "Tam Đường", "district", Province, to: end);
        foreach (var (code, shortName, name) in Communes) Unit(code, name, shortName, "commune", District, to: end);
        return this;
    }

    public World Unit(string code, string name, string shortName, string level, string? parent, DateOnly? from = null, DateOnly? to = null)
    {
        _units.RemoveAll(unit => unit.Code == code);
        _units.Add(new(code, name, shortName, name.Split(' ')[0].ToLowerInvariant(), level, parent, from ?? new(2004, 1, 1), to));
        return this;
    }

    /// <summary>A rule that is due on 31/12 of each year from 2023 on, unless columns say otherwise; the same code again is its next version.</summary>
    public World Rule(string code, string kinds, string levels, params (string Column, string Text)[] columns)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["name"] = code,
            ["short_name"] = code,
            ["gap"] = "còn {n}/{N} nơi chưa thực hiện ({list})",
            ["owner_kinds"] = kinds,
            ["levels"] = levels,
            ["subject"] = "body",
            ["period"] = "year",
            ["due"] = "31/12",
            ["inclusive"] = "by",
            ["min_count"] = "1",
            ["lead_days"] = "30",
            ["counts_from"] = "occurred",
            ["roll"] = "none",
            ["reminders"] = "-30,-7,0",
            ["escalate_after_days"] = "14",
            ["evidence"] = "occurred_on|participants",
            ["legal_basis"] = "Quyết định 217-QĐ/TW",
            ["status"] = "verified",
            ["enabled"] = "yes",
            ["from"] = "2023-01-01",
        };
        foreach (var (column, text) in columns) row[column] = text;
        var from = DateOnly.ParseExact(row["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        _rules.Add(new(code, _rules.Count(rule => rule.Code == code) + 1, from, row.ToImmutableDictionary(StringComparer.Ordinal)));
        return this;
    }

    /// <summary>The version named last is one that is published here today, not one of the pack.</summary>
    public World PublishedHere()
    {
        _rules[^1] = _rules[^1] with { PublishedOn = Clock.Today };
        return this;
    }

    public World Tracked(string rule, string level, int firstYear)
    {
        _tracking.Add(new(rule, level, firstYear));
        return this;
    }

    /// <summary>A day off besides those of the law, from the next publication on.</summary>
    public World Holiday(DateOnly day, string name)
    {
        _holidays.Add(new(day, "holiday", name, null));
        return this;
    }

    public World Body(string id, string unit, string kind, string name, BodyClass @class = BodyClass.Committee, DateOnly? registeredOn = null, DateOnly? lastDay = null, string source = "report")
    {
        _bodies[id] = new(id, unit, @class, kind, name, source, registeredOn ?? new(2004, 1, 1), lastDay);
        return this;
    }

    /// <summary>Stores units, rules, calendar and bodies as they have been named so far.</summary>
    public async Task Publish()
    {
        if (_holidays.Count > _calendars[^1].Overrides.Length)
            _calendars.Add(new(_calendars.Count + 1, "Nguyễn Thị Hòa", Clock.Today, "Thông báo lịch nghỉ", CultureDay: false, [.. _holidays], []));
        await Database.Write(connection =>
        {
            Store(DocumentNames.Units, version => new UnitTreeState { Document = new(version, [.. _units]) });
            Store(DocumentNames.Rules, version => new RuleBookState { Document = new(version, [.. _rules], [.. _tracking]) });
            Store(DocumentNames.Calendar, version => new CalendarState { Document = new(version, [.. _calendars]) });
            BodyTable.Write(connection, _bodies.Values);
            return true;

            void Store<T>(string name, Func<long, T> next)
            {
                var version = Documents.Read<T>(connection, name).Version;
                Documents.Write(connection, name, next(version + 1), version);
            }
        });
        await Node.Refresh();
    }

    /// <summary>Makes the rows that are to exist today, of every rule but one.</summary>
    public async Task Open(string? except = null)
    {
        var configuration = Node.Current;
        foreach (var code in configuration.Book.Codes.Where(code => code != except))
            foreach (var level in configuration.Book.Versions(code)[^1].Owners.Levels)
                foreach (var opening in Opening.Periods(configuration.Book, code, level, configuration.Calendar, Clock.Today))
                {
                    var without = await Deadlines.BodiesWithout(code, opening.Period.Key, opening.Version.Owners.Kinds, CancellationToken.None);
                    var rows = without.Where(body => configuration.Tree.Find(body.Unit)!.Level == level && Opening.Owes(opening, body.RegisteredOn, body.LastDay)).Select(body => Made(body, opening));
                    await Deadlines.Make([.. rows], configuration.Version, Now, CancellationToken.None);
                }
    }

    public NewObligation Made(BodyRow body, OpeningPeriod opening)
    {
        var terms = opening.Terms with { LastDay = body.LastDay };
        return new(body, opening, BindingRow.Of(opening, Node.Current.CalendarNumber), null, Ladder.Advance(terms, [], Status.Dormant, recordedUpTo: null, Now));
    }

    /// <summary>Brings every obligation whose checkpoint has come up to now.</summary>
    public async Task Sweep()
    {
        while (await Deadlines.Due(Now, 1_000, CancellationToken.None) is { IsEmpty: false } due)
            await Deadlines.Record([.. due.Select(one => Decision(one.Row, one.Unit, one.LastDay, one.Evidence))], CancellationToken.None);
    }

    /// <summary>After rows were changed by hand: as whoever writes next does.</summary>
    public Task<int> NoteCheckpoints() => Deadlines.NoteMissing(CancellationToken.None);

    /// <summary>What a sweep decides now of an obligation.</summary>
    public Decision Decision(ObligationRow row, string unit, DateOnly? lastDay, IReadOnlyCollection<Evidence> evidence, EvidenceRow? received = null, EvidenceRow? withdrawn = null) => new(
        row, unit, Node.Current.Version, Ladder.Advance(Node.Current.CourseOf(row, lastDay), evidence, row.Standing.Status, row.RecordedUpTo, Now), Now, received, withdrawn)
    {
        By = received is null && withdrawn is null ? null : Who.Officer,
    };

    /// <summary>What a hand-in decides now; received now unless told otherwise.</summary>
    public async Task<Decision> Deciding(string body, string rule, string period, DateOnly? occurredOn = null, string? submission = null, DateTimeOffset? receivedAt = null)
    {
        var facts = (await Ledger.Facts(body))!;
        var row = facts.Find(rule, period) ?? throw new InvalidOperationException($"{body} does not owe {rule} {period}.");
        var number = Interlocked.Increment(ref _pieces).ToString("D6", CultureInfo.InvariantCulture);
        var form = new EvidenceForm(
            submission ?? $"lan-gui-{number}", rule, period, occurredOn, $"{number}-BC/HU", null, 120, 14, null, "Hội trường xã", null, "Hội nghị phản biện “dự thảo” ở Bản Hon",
            ImmutableDictionary<string, string>.Empty, []);
        var piece = new EvidenceRow($"TD-{number}", row.Id, form, $"hash-{number}", 1, Imported: false, receivedAt ?? Now, Now, null, null);
        return Decision(row, facts.Body.Unit, facts.Body.LastDay, [.. facts.EvidenceOf(row), piece.ToEvidence()], piece);
    }

    public async Task<Recorded> HandIn(string body, string rule, string period, DateOnly? occurredOn = null, string? submission = null, DateTimeOffset? receivedAt = null) =>
        await Ledger.Record(await Deciding(body, rule, period, occurredOn, submission, receivedAt));

    public static DateTimeOffset At(int year, int month, int day, int hour = 0) => VietnamTime.StartOf(new(year, month, day)).AddHours(hour);

    /// <summary>Whatever a test has done, no checkpoint may have been forgotten: nobody would ever ring for it.</summary>
    public void Dispose()
    {
        try
        {
            using var connection = Database.Engine.OpenReader();
            Assert.Equal(0, CheckpointTable.Missing(connection));
        }
        finally
        {
            Database.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
