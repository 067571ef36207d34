using System.Data.Common;
using System.Text.Json;
using Dapper;
using HoiQC.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HoiQC.Web.Tests.Crash;

/// <summary>The tables read past the product: counts from facts alone, without a status column, and what the journal must always be.</summary>
internal sealed class Recount(string folder, string? server = null)
{
    private const string Owed = """
        WITH owed AS (
            SELECT o.rule, o.due, o.required, (SELECT CAST(COALESCE(SUM(e.count), 0) AS BIGINT) FROM evidence e WHERE e.obligation = o.id AND e.withdrawn_at IS NULL) AS got
            FROM obligation o WHERE o.year = @year AND o.opens <= @day)
        SELECT rule, COUNT(*) AS "all", COUNT(CASE WHEN got >= required THEN 1 END) AS fulfilled, COUNT(CASE WHEN got < required AND due < @day THEN 1 END) AS overdue FROM owed GROUP BY rule ORDER BY rule
        """;

    /// <summary>What must be empty in a journal: every change begins where the one before ended, and the last one says how the obligation stands.</summary>
    private static readonly string[] Never =
    [
        "SELECT obligation || ' goes on from ' || from_status || ' after ' || before FROM (SELECT *, LAG(to_status) OVER (PARTITION BY obligation ORDER BY seq) AS before FROM transition) t WHERE before <> from_status",
        "SELECT obligation || ' goes back in time' FROM (SELECT *, LAG(at) OVER (PARTITION BY obligation ORDER BY seq) AS before FROM transition) t WHERE before > at",
        "SELECT o.body || ' stands as ' || o.status FROM obligation o JOIN transition t ON t.seq = (SELECT MAX(seq) FROM transition WHERE obligation = o.id) WHERE t.to_status <> o.status",
        "SELECT 'twice ' || obligation || to_status FROM transition GROUP BY obligation, cause, to_status, at HAVING COUNT(*) > 1",
        "SELECT 'twice ' || submission FROM evidence WHERE submission IS NOT NULL GROUP BY submission HAVING COUNT(*) > 1",
        "SELECT 'without effect ' || e.code FROM evidence e JOIN obligation o ON o.id = e.obligation WHERE e.submission IS NOT NULL AND o.status NOT IN ('Fulfilled', 'FulfilledLate') AND o.required = 1",
    ];

    private const string Broken = "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'";

    /// <summary>Where the tables lie on a server; null for the file of the folder.</summary>
    private readonly string? _server = server ?? TestServer.Chosen(folder);

    /// <summary>Whether everything that turned red was told: the first sweep is over.</summary>
    public bool AllTold => Rows("SELECT 'told' FROM obligation LIMIT 1").Count == 1 && Rows("SELECT 'untold' FROM transition WHERE told = 0 LIMIT 1").Count == 0;

    /// <summary>The alerts, in the order of their rules.</summary>
    public List<string> Alerts => Rows("SELECT unit || ' ' || rule || ' ' || kind || ' ' || at || ' ' || n || '/' || of_all FROM alert ORDER BY rule, at");

    /// <summary>The first column of every row.</summary>
    public List<string> Rows(string sql)
    {
        using var connection = Open();
        return [.. connection.Query<string>(sql)];
    }

    /// <summary>Milliseconds between what a reminder or transition speaks of and its record, for those of the clock after an instant, by that instant.</summary>
    public List<(long At, long Late)> Lateness(DateTimeOffset after)
    {
        using var connection = Open();
        return [.. connection.Query<(long, long)>(
            "SELECT at, MAX(recorded_at - at) FROM (SELECT at, recorded_at FROM transition WHERE cause = 'clock' UNION ALL SELECT at, recorded_at FROM reminder) late WHERE at > @after GROUP BY at ORDER BY at",
            new { after = after.ToUnixTimeMilliseconds() })];
    }

    /// <summary>The journal has no gap and nothing twice, and the board of the whole province comes to equal a count over the facts.</summary>
    public async Task Agrees(Product product, int year, string day)
    {
        foreach (var sql in _server is null ? [.. Never, Broken] : Never) Assert.Empty(Rows(sql));

        using var connection = Open();
        var counted = connection.Query<Count>(Owed, new { year, day }).ToList();
        counted.Add(new("*", counted.Sum(count => count.All), counted.Sum(count => count.Fulfilled), counted.Sum(count => count.Overdue)));
        List<Count> shown = [];
        try
        {
            // A hand-in climbs to the province in its own time, but never in more than this.
            await Product.Until(async () => (shown = await Shown(product, year)).SequenceEqual(counted), "the board", seconds: 15);
        }
        catch (TimeoutException)
        {
            Assert.Equal(counted, shown);
        }
    }

    private static async Task<List<Count>> Shown(Product product, int year)
    {
        var totals = (await product.Get($"/api/boards/12?year={year}")).GetProperty("totals");
        return
        [
            .. totals.GetProperty("columns").EnumerateArray().Append(totals.GetProperty("all"))
                .Select(cell => new Count(cell.GetProperty("rule").GetString()!, Number(cell, "all"), Number(cell, "fulfilled"), Number(cell, "overdue")))
                .Where(count => count.All > 0).OrderBy(count => count.Rule == "*").ThenBy(count => count.Rule, StringComparer.Ordinal),
        ];
    }

    private static long Number(JsonElement line, string name) => line.GetProperty(name).GetInt64();

    private DbConnection Open()
    {
        DbConnection connection = _server is not null ? new NpgsqlConnection(_server)
            : new SqliteConnection($"Data Source={Path.Combine(folder, "hoiqc.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private sealed record Count(string Rule, long All, long Fulfilled, long Overdue);
}
