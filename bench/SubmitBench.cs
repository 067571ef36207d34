using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Json;
using Dapper;
using HoiQC.Bench.Children;

namespace HoiQC.Bench;

/// <summary>
/// Sixty-four clients hand in one piece after the other, each for an obligation that has none yet; a piece is durable when it is answered, and somebody follows the country's board until it
/// shows the last of them.
/// </summary>
internal sealed class SubmitBench(BenchOptions options, Grounds grounds)
{
    private const int Clients = 64;
    private const int Rounds = 3;
    private static readonly string[] Tables = ["evidence", "transition", "record"];

    private TimeSpan Round => TimeSpan.FromSeconds(options.Small ? 0.1 : 5);

    /// <summary>As long as the runtime goes on compiling what has turned out to be used much.</summary>
    private TimeSpan Warming => TimeSpan.FromSeconds(options.Small ? 0.1 : 20);

    private Country Country => Country.Storm(options.Small ? Country.Few : 100_000);

    public async Task<Report> Run()
    {
        var (ground, key) = await grounds.Prepared(Country);
        await using var ofOurs = ground;
        var (ours, told) = await Ours(ground, key);
        var limit = await HandWritten(ground);
        var peer = await Inserts();
        return new("submit", options.Database,
            [
                new($"pieces of evidence, {Clients} clients", "per second", Measure.Median(limit), Measure.Median(peer), Measure.Median(ours)) { AskedFor = "≥ 0.5 × limit" },
                Figure.Alone("from the last answer until the country's board told of it", "seconds", Measure.Median(told)),
            ],
            [
                $"medians of {Rounds} rounds of {Round.TotalSeconds:0.#} s, after {Warming.TotalSeconds:0.#} s in which ours and peer warm up: ours {Measure.Spread(ours)}; limit {Measure.Spread(limit)}; peer {Measure.Spread(peer)}.",
                $"ours: over HTTP, in a process of its own; each round ends once the board shows it. Pieces that wait together share a commit.",
                $"limit: the rows that ours had written (obligation, {string.Join(", ", Tables)}), each piece in a durable transaction of its own, prepared statements, from {Clients} threads"
                    + $"{(ground.Writers == 1 ? " through the one writer that SQLite has" : "")}; no HTTP, and without the seals that chain the record afterwards.",
                "peer: a minimal API that inserts the one row of evidence, durable, with no check, no status, no board and no record.",
            ]);
    }

    private async Task<(List<double> Rates, List<double> Told)> Ours(Ground ground, string key)
    {
        var country = Country;
        await using var server = (await Server.Launch(options.Program, ground, ["--clock", "2026-06-30T12:30:00+07:00"])).As(key);
        using var board = await Listener.Connect(new(server.Http.BaseAddress!, "/hubs/board"), key, (Country.Root, ""), "fulfilled");
        var (next, acknowledged) = (0, 0L);
        var (rates, told) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var before = acknowledged;
            var elapsed = await Together(server.Http, round, () => Interlocked.Increment(ref next) - 1 is var n && n < country.Bodies ? $"/api/obligations/{country.Obligation(n)}/evidence" : null, () => Interlocked.Increment(ref acknowledged));
            var answered = Stopwatch.GetTimestamp();
            var heard = await board.Heard(fulfilled => fulfilled == acknowledged);
            if (round == 0) continue;
            rates.Add((acknowledged - before) / elapsed.TotalSeconds);
            told.Add(Math.Max(0, Listener.Seconds(answered, heard)));
        }
        return (rates, told);
    }

    /// <summary>What ours had written, written once more by hand.</summary>
    private async Task<List<double>> HandWritten(Ground ofOurs)
    {
        var (ground, _) = await grounds.Prepared(Country);
        await using var thrownAway = ground;
        using var pieces = Endless(await Written(ofOurs, ground)).GetEnumerator();
        var writers = Enumerable.Range(0, ground.Writers).Select(_ => new HandWriter(ground)).ToList();
        try
        {
            var rates = new List<double>();
            for (var round = 0; round <= Rounds; round++)
            {
                var (done, clock) = (0, Stopwatch.StartNew());
                var threads = Enumerable.Range(0, Clients).Select(n => new Thread(() =>
                {
                    var writer = writers[n % writers.Count];
                    while (clock.Elapsed < Round)
                    {
                        IReadOnlyList<Row> rows;
                        lock (pieces)
                        {
                            pieces.MoveNext();
                            rows = pieces.Current;
                        }
                        lock (writer) writer.Write(rows);
                        Interlocked.Increment(ref done);
                    }
                })).ToList();
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());
                if (round > 0) rates.Add(done / clock.Elapsed.TotalSeconds);
            }
            return rates;
        }
        finally
        {
            writers.ForEach(writer => writer.Dispose());
        }
    }

    /// <summary>Ours may have had fewer pieces than the limit can write in its time: then they are written once more, under other unique values.</summary>
    private static IEnumerable<IReadOnlyList<Row>> Endless(List<IReadOnlyList<Row>> pieces)
    {
        for (var round = 0; pieces.Count > 0; round++)
            foreach (var rows in pieces)
                yield return round == 0 ? rows : [.. rows.Select(row => row.Again(round))];
    }

    /// <summary>The rows of each piece that ours has and the ground has not: its obligation as it became, evidence, transition, record.</summary>
    private static async Task<List<IReadOnlyList<Row>>> Written(Ground ofOurs, Ground ground)
    {
        await using var before = ground.Open();
        await using var after = ofOurs.Open();
        var (evidence, transition) = (before.ExecuteScalar<long?>("SELECT MAX(id) FROM evidence") ?? 0, before.ExecuteScalar<long?>("SELECT MAX(seq) FROM transition") ?? 0);
        var obligations = Rows("SELECT o.id AS obligation, o.* FROM obligation o WHERE o.id IN (SELECT obligation FROM evidence WHERE id > @last)", evidence).ToDictionary(row => row["id"]!);
        var transitions = Rows("SELECT * FROM transition WHERE seq > @last AND cause <> 'clock'", transition).GroupBy(row => row["obligation"]!).ToDictionary(group => group.Key, group => group.First());
        var records = Rows("SELECT * FROM record WHERE what = 'evidence.submitted' AND id > @last", 0).ToDictionary(row => ((string)row["subject"]!).Split('#')[^1]);
        return
        [
            .. Rows("SELECT * FROM evidence WHERE id > @last ORDER BY id", evidence).Where(row => transitions.ContainsKey(row["obligation"]!)).Select(row => (IReadOnlyList<Row>)
            [
                new("obligation", obligations[row["obligation"]!]), new("evidence", row), new("transition", transitions[row["obligation"]!]), new("record", records[(string)row["code"]!]),
            ]),
        ];

        IEnumerable<IDictionary<string, object?>> Rows(string sql, long last) => after.Query(sql, new { last }).Cast<IDictionary<string, object?>>();
    }

    /// <summary>A row of a table.</summary>
    private sealed record Row(string Table, IDictionary<string, object?> Columns)
    {
        /// <summary>The same row once more, under other unique values.</summary>
        public Row Again(int round)
        {
            var columns = new Dictionary<string, object?>(Columns);
            foreach (var unique in new[] { "code", "submission", "cause" })
                if (columns.TryGetValue(unique, out var value) && value is string text) columns[unique] = $"{text}~{round}";
            return new(Table, columns);
        }
    }

    /// <summary>One connection that writes pieces.</summary>
    private sealed class HandWriter(Ground ground) : IDisposable
    {
        private const string Update = "UPDATE obligation SET status = @status, since = @since, next = @next, done = @done, owed = @owed, recorded_up_to = @recorded_up_to, version = version + 1 WHERE id = @id";
        private readonly DbConnection _connection = ground.Open();
        private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

        public void Write(IReadOnlyList<Row> rows)
        {
            Run(ground.BeginWriting, null);
            foreach (var row in rows) Run(row.Table, row);
            Run("COMMIT", null);
        }

        public void Dispose()
        {
            foreach (var command in _prepared.Values) command.Dispose();
            _connection.Dispose();
        }

        private void Run(string name, Row? row)
        {
            if (!_prepared.TryGetValue(name, out var command)) _prepared[name] = command = Prepare(name, row);
            if (row is not null) foreach (DbParameter parameter in command.Parameters) parameter.Value = row.Columns[parameter.ParameterName[1..]] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        private DbCommand Prepare(string name, Row? row)
        {
            var command = _connection.CreateCommand();
            string[] columns = row is null ? [] : row.Table == "obligation" ? ["id", "status", "since", "next", "done", "owed", "recorded_up_to"] : [.. row.Columns.Keys.Where(column => column is not ("id" or "seq"))];
            command.CommandText = row is null ? name : row.Table == "obligation" ? Update
                : $"INSERT INTO {row.Table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
            foreach (var column in columns)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ("@" + column, row!.Columns[column] ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }
            return command;
        }
    }

    private async Task<List<double>> Inserts()
    {
        var (ground, _) = await grounds.Prepared(Country);
        await using var thrownAway = ground;
        await using var child = await Child.Start("insert", ground.Address);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { BaseAddress = child.Address };
        var (next, acknowledged, rates) = (0, 0L, new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var before = acknowledged;
            var elapsed = await Together(http, round, () => $"/evidence/{1 + Interlocked.Increment(ref next) % Country.Bodies}", () => Interlocked.Increment(ref acknowledged));
            if (round > 0) rates.Add((acknowledged - before) / elapsed.TotalSeconds);
        }
        return rates;
    }

    /// <summary>All clients for one round, the first of which warms up; how long until the last of them was answered.</summary>
    private async Task<TimeSpan> Together(HttpClient http, int round, Func<string?> next, Action acknowledged)
    {
        var (clock, lasts) = (Stopwatch.StartNew(), round == 0 ? Warming : Round);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < lasts && next() is { } address)
            {
                using var response = await http.PostAsJsonAsync(address, new { submissionId = Guid.NewGuid().ToString("N"), documentNo = "1-BC", documentDate = "2026-06-01" });
                if ((int)response.StatusCode != 201) throw new InvalidOperationException($"{address}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                await response.Content.ReadAsByteArrayAsync();
                acknowledged();
            }
        })));
        return clock.Elapsed;
    }
}
