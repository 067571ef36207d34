using System.Globalization;
using HoiQC.Domain;

namespace HoiQC.Chaos;

/// <summary>
/// Runs the product, works with it and kills it, again and again, and compares it with the model after every start. Ends at the first thing that is wrong, with the
/// data folder kept.
/// </summary>
public sealed class Harness
{
    private const int Workers = 6;
    private static readonly DateTimeOffset Beginning = new(2024, 1, 2, 8, 0, 0, VietnamTime.Offset);
    private readonly ChaosOptions _options;
    private readonly TextWriter _out;
    private readonly World _world = new();
    private readonly Past _past = new();
    private readonly Journal _journal;
    private readonly Random _random;
    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-chaos-").FullName;
    private IStage _stage = new FolderStage();
    private (string Officer, string Reviewer) _keys;
    private DateTimeOffset _clock = Beginning;
    private volatile bool _ending;

    /// <summary>A run.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="output">Where the seed, what was found and the summary go.</param>
    public Harness(ChaosOptions options, TextWriter output)
    {
        (_options, _out, _random) = (options, output, new Random(options.Seed));
        _journal = new(_world);
    }

    /// <summary>Everything that was found.</summary>
    public Findings Findings => _world.Findings;

    /// <summary>How often the product was killed.</summary>
    public int Kills => _world.Counts.Kills;

    private string Data => Path.Combine(_folder, "data");

    private IReadOnlyList<string> Options => ["--data", Data, .. _stage.Arguments];

    /// <summary>The product, or the same with the planted bug.</summary>
    private IReadOnlyList<string> Victim => _options.Planted ? [Path.Combine(AppContext.BaseDirectory, "HoiQC.Chaos.dll"), ChaosOptions.Plant] : [BuiltProgram.Path];

    /// <summary>No further kill: everything is looked at once more, and the summary told.</summary>
    public void End() => _ending = true;

    /// <summary>Runs it all; whether nothing was wrong.</summary>
    public async Task<bool> Run()
    {
        await _out.WriteLineAsync($"seed {_options.Seed}");
        await using var stage = _stage = Stages.Of(_options.Database);
        try
        {
            await Prepare();
            while (Kills < _options.Kills && !_ending && !Findings.Any) await Live();
            if (!Findings.Any) await Last();
        }
        catch (Exception error) when (error is TimeoutException or HttpRequestException or TaskCanceledException)
        {
            Findings.Add(Wrong.Answer, $"The product did not answer as it must: {error}");
        }
        await Tell();
        if (!Findings.Any) Directory.Delete(_folder, recursive: true);
        return !Findings.Any;
    }

    private async Task Prepare()
    {
        await _stage.Prepare();
        District.Write(Path.Combine(_folder, "district"));
        var (product, said) = await Product.Start([BuiltProgram.Path], Options, _clock, 1, "", ("", ""));
        if (product is null) throw new InvalidOperationException($"It did not start:\n{said}");
        await using (product)
        {
            await Do("import", Path.Combine(_folder, "district"));
            await Do("account", "add", "nguoi-nop", "--role", "officer:*", "--role", "watcher:*", "--role", "administrator:*", "--role", "inspector:*");
            await Do("account", "add", "nguoi-duyet", "--role", "reviewer:*", "--role", "watcher:*");
            _keys = (await Key("nguoi-nop"), await Key("nguoi-duyet"));
            _clock = product.Now.To.AddMinutes(1);
            await product.Stop();
        }
    }

    private async Task<string> Key(string account) => (await Do("apikey", "add", account)).TrimEnd().Split('\n')[^1].Trim();

    private async Task<string> Do(params IEnumerable<string> command)
    {
        var (code, said) = await Product.Do([BuiltProgram.Path, .. command, "--data", Data, .. _stage.Arguments]);
        return code == 0 ? said : throw new InvalidOperationException($"{string.Join(' ', command)}: {said}");
    }

    /// <summary>One life of the product, from its start to its death.</summary>
    private async Task Live()
    {
        var plan = Plan.Next(_random, _stage);
        _clock += plan.Advance;
        if (_random.Next(25) == 0) await Refused();
        var launched = System.Diagnostics.Stopwatch.StartNew();
        var (product, said) = await Product.Start(Victim, Options, _clock, plan.Speed, plan.FailAt, _keys, plan.WhileStarting);
        if (product is null)
        {
            // A fail point may be reached before anybody is answered: rows that were not sealed are sealed at the start.
            if (plan.WhileStarting is null && plan.FailAt.Length == 0) Findings.Add(Wrong.Answer, $"It did not start:\n{said}");
            _world.Counts.Killed(plan.How);
            _clock += launched.Elapsed * plan.Speed;
            return;
        }
        await using (product)
        {
            try
            {
                var judge = new Judge(_world, product, _journal);
                await judge.AfterStart(_clock);
                if (Kills % _options.FullCheckEvery == _options.FullCheckEvery - 1) await Everything(judge);
                else if (_random.Next(4) == 0) await judge.Board(VietnamTime.DayOf(_clock).Year);
            }
            catch (Exception error) when (error is HttpRequestException or IOException && plan.FailAt.Length > 0)
            {
                await product.Ended();      // a fail point was reached while the harness was looking
            }
            if (Findings.Any)
            {
                await Keep(product);
                return;
            }
            var how = await new Life(_world, product, plan, _stage).Work(_random.Next(), Workers);
            await product.Ended();
            _clock = product.Now.To.AddSeconds(1);
            _world.Counts.Killed(how);
            if (Findings.Any) await Keep(product);
        }
        if (Kills % 50 == 0) await _out.WriteLineAsync($"{Kills} kills, {_world.Counts.Acknowledged} acknowledged, {_clock:dd/MM/yyyy}");
    }

    /// <summary>Keeps what the product said in the life in which something was wrong.</summary>
    private Task Keep(Product product) => File.WriteAllTextAsync(Path.Combine(_folder, "said.txt"), product.Said);

    /// <summary>A clock before what was recorded must be refused with a sentence.</summary>
    private async Task Refused()
    {
        if (_journal.Newest is not { } newest) return;
        var (product, said) = await Product.Start(Victim, Options, newest.AddMinutes(-1), 1, "", _keys);
        if (product is not null) await product.DisposeAsync();
        if (product is null && said.Contains("sớm hơn lần ghi mới nhất", StringComparison.Ordinal)) _world.Counts.ClocksRefused++;
        else Findings.Add(Wrong.Answer, $"A clock before the newest transition was not refused:\n{said}");
    }

    private async Task Everything(Judge judge)
    {
        await judge.All(_past);
        var (code, said) = await Product.Do([BuiltProgram.Path, "verify", .. Options]);
        if (code != 0) Findings.Add(Wrong.Answer, $"The record's chain is not whole:\n{said}");
    }

    private async Task Last()
    {
        _clock = _clock.AddDays(1);
        var (product, said) = await Product.Start(Victim, Options, _clock, 1, "", _keys);
        if (product is null)
        {
            Findings.Add(Wrong.Answer, $"It did not start at the end:\n{said}");
            return;
        }
        await using (product)
        {
            var judge = new Judge(_world, product, _journal);
            await judge.AfterStart(_clock);
            await Everything(judge);
            if (await product.Stop() is not 0 and var code) Findings.Add(Wrong.Answer, $"It stopped with {code}:\n{product.Said}");
        }
    }

    private async Task Tell()
    {
        foreach (var (kind, sentence) in Findings.All.Take(20)) await _out.WriteLineAsync($"{kind}: {sentence}");
        foreach (var duty in _world.Duties.Values.Where(duty => Findings.All.Any(one => one.Sentence.Contains(duty.Key, StringComparison.Ordinal))).Take(3))
            await _out.WriteLineAsync($"What was asked about {duty.Key}:\n  {string.Join("\n  ", duty.Log)}");
        if (Findings.Any) await _out.WriteLineAsync($"Data folder and what the product said are kept: {_folder}. Again with: --seed {_options.Seed}");
        var counts = _world.Counts;
        await _out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {_stage.Name}{(_options.Planted ? ", with the planted bug " + ChaosOptions.Plant : "")}, seed {_options.Seed}
            kills               {counts.Kills} ({string.Join(", ", counts.KillsByKind.Select(pair => $"{pair.Key} {pair.Value}"))})
            besides             {counts.Pauses} pauses, {counts.FullDisks} times a full disk, {counts.BrokenConnections} times broken connections, {counts.Crashes} crashes of the server, {counts.ClocksRefused} clocks moved back and refused
            operations          {counts.Acknowledged} acknowledged ({string.Join(", ", counts.Operations.Select(pair => $"{pair.Key} {pair.Value}"))}), {counts.Unanswered} unanswered, {counts.Refused} refused
            checked             {counts.Transitions} transitions, {counts.Checks} readings of an obligation, {counts.Boards} boards; clock at {_clock:dd/MM/yyyy}, {_world.Duties.Count} obligations
            lost                {Findings.Count(Wrong.Lost)}
            doubled             {Findings.Count(Wrong.Doubled)}
            wrong instants      {Findings.Count(Wrong.Instant)}
            wrong totals        {Findings.Count(Wrong.Total)}
            wrong answers       {Findings.Count(Wrong.Answer)}
            """));
    }
}
