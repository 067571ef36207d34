using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Dapper;
using HoiQC.Grains;
using HoiQC.Tests.Files;
using HoiQC.Web.Tests.Crash;
using HoiQC.Web.Tests.Files;
using Npgsql;

namespace HoiQC.Web.Tests.Commands;

public sealed class BackupTests(ITestOutputHelper output)
{
    private const string Owed = "SELECT body || '/' || rule || '/' || period FROM obligation WHERE rule IN ('HOI-KH-NAM', 'HOI-BC-NAM', 'MT-BC-KY', 'MT-PB') ORDER BY body, rule, period";
    private const string HandedIn = "SELECT code FROM evidence WHERE imported = 0 ORDER BY id";

    [Fact]
    public async Task A_backup_made_under_load_has_every_hand_in_up_to_one_commit_and_none_by_half()
    {
        using var scratch = new Scratch();
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        List<string> before, after;
        string key;
        await using (var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2024-01-05T08:00:00+07:00"))
        {
            key = product.Key!;
            var recount = new Recount(scratch.Data);
            await Product.Until(() => Task.FromResult(recount.AllTold), "the first sweep");
            var owed = recount.Rows(Owed);
            using var some = new CountdownEvent(owed.Count / 4);
            var loading = Parallel.ForEachAsync(owed, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (obligation, _) =>
            {
                var answer = (await product.HandIn(obligation, obligation.Replace('/', '_')))!.Value;
                Assert.Equal(HttpStatusCode.Created, answer.Status);
                acknowledged[obligation] = answer.Body.GetProperty("code").GetString()!;
                if (!some.IsSet) some.Signal();
            });
            await Task.Run(some.Wait);
            before = [.. acknowledged.Values];
            await Done("backup", scratch["load.zip"], "--data", scratch.Data);
            after = [.. acknowledged.Values];
            await loading;
            Assert.Equal("backup.made", Assert.Single(recount.Rows("SELECT what FROM record WHERE what LIKE 'backup.%'")));
            await product.Stop();
        }
        await Done("restore", scratch["load.zip"], "--data", scratch["restored"]);

        var (source, restored) = (new Recount(scratch.Data), new Recount(scratch["restored"]));
        var there = restored.Rows(HandedIn);
        output.WriteLine($"{before.Count} acknowledged before, {there.Count} in the backup, {after.Count} when it was told, {acknowledged.Count} in the end");
        Assert.Empty(before.Except(there, StringComparer.Ordinal));
        foreach (var sql in new[] { HandedIn, "SELECT seq || ' ' || obligation || ' ' || to_status || ' ' || at || ' ' || told FROM transition ORDER BY seq", "SELECT id || ' ' || what || ' ' || subject FROM record ORDER BY id" })
        {
            // What is there is a beginning of what came to be, in the order of the commits.
            var rows = restored.Rows(sql);
            Assert.Equal(source.Rows(sql).Take(rows.Count), rows);
        }
        Assert.Equal(there.Count, int.Parse(Assert.Single(restored.Rows("SELECT COUNT(*) FROM record WHERE what = 'evidence.submitted'")), System.Globalization.CultureInfo.InvariantCulture));
        await Done("verify", "--data", scratch["restored"]);

        await using var again = await Product.RunWithoutPeople(scratch["restored"], "--clock", "2024-01-05T09:00:00+07:00");
        again.Http.As(key);
        await restored.Agrees(again, 2023, "2024-01-05");
        await restored.Agrees(again, 2024, "2024-01-05");
        // The same form again is the same receipt, or the first where the backup was earlier.
        var (obligation, code) = acknowledged.First(one => there.Contains(one.Value));
        Assert.Equal(code, (await again.HandIn(obligation, obligation.Replace('/', '_')))!.Value.Body.GetProperty("code").GetString());
        Assert.Equal(source.Alerts, restored.Alerts);
    }

    [Fact]
    public async Task From_a_file_to_a_server_and_back_boards_are_equal_now_and_then_the_record_is_whole_and_nothing_is_sent_twice()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("HOIQC_TEST_SERVER") is { Length: > 0 }, "Needs a PostgreSQL server.");
        using var scratch = new Scratch();
        await using var server = await Schema.New(Environment.GetEnvironmentVariable("HOIQC_TEST_SERVER")!);
        string[] onFile = ["--data", scratch.Data], onServer = ["--data", scratch["server"], "--database", server.Connection], onFileAgain = ["--data", scratch["back"]];
        string key, receipt, first;
        List<string> alerts;
        await using (var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2024-01-05T08:00:00+07:00"))
        {
            key = product.Key!;
            var recount = new Recount(scratch.Data);
            await Product.Until(() => Task.FromResult(recount.AllTold), "the first sweep");
            using var content = Parts.Content(Parts.Form("khun-ha-tep"), ("Biên bản.pdf", SampleFiles.Pdf()));
            using var answer = await product.Http.PostAsync("/api/obligations/3430-FrontBloc/MT-GS/2023/evidence", content);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            receipt = document.RootElement.GetProperty("code").GetString()!;
            first = await Boards(product);
            alerts = recount.Alerts;
            Assert.NotEmpty(alerts);
            await Done(["backup", scratch["1.zip"], .. onFile]);
            await product.Stop();
        }

        await Done(["restore", scratch["1.zip"], .. onServer]);
        await Done(["verify", .. onServer]);
        await using (var product = await Product.RunWithoutPeople(scratch["server"], "--database", server.Connection, "--clock", "2024-01-05T09:00:00+07:00"))
        {
            product.Http.As(key);
            Assert.Equal(first, await Boards(product));
            Assert.Equal(SampleFiles.Pdf(), await product.Http.GetByteArrayAsync($"/files/{receipt}/1"));
            Assert.Equal(HttpStatusCode.Created, (await product.HandIn("3421-FrontBloc/MT-PB/2023", "tren-may-chu"))!.Value.Status);
            first = await Boards(product);
            await Done(["backup", scratch["2.zip"], .. onServer]);
            await product.Stop();
        }

        await Done(["restore", scratch["2.zip"], .. onFileAgain]);
        await Done(["verify", .. onFileAgain]);
        await using (var product = await Product.RunWithoutPeople(scratch["back"], "--clock", "2024-01-05T10:00:00+07:00"))
        {
            product.Http.As(key);
            var recount = new Recount(scratch["back"]);
            Assert.Equal(first, await Boards(product));
            Assert.Equal(SampleFiles.Pdf(), await product.Http.GetByteArrayAsync($"/files/{receipt}/1"));
            await recount.Agrees(product, 2023, "2024-01-05");
            Assert.Equal(HttpStatusCode.Created, (await product.HandIn("3394-FrontBloc/MT-PB/2023", "tren-tep"))!.Value.Status);
            await Product.Until(() => Task.FromResult(recount.AllTold), "a sweep");
            Assert.Equal(alerts, recount.Alerts);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_its_last_step_neither_a_backup_nor_a_restore_leaves_something_that_looks_whole(bool onServer)
    {
        var named = Environment.GetEnvironmentVariable("HOIQC_TEST_SERVER") is { Length: > 0 } text ? text : null;
        Assert.SkipWhen(onServer && named is null, "Needs a PostgreSQL server.");
        using var scratch = new Scratch();
        await using var server = onServer ? await Schema.New(named!) : null;
        await using (var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00")) await product.Stop();

        string[] backup = ["backup", scratch["a.zip"], "--data", scratch.Data];
        Assert.Equal(137, (await Product.DoIn(FailAt(FailPoint.BackupWritten), backup)).Code);
        Assert.False(File.Exists(scratch["a.zip"]));
        await Done(backup);
        Assert.False(File.Exists(scratch["a.zip.partial"]));

        string[] restore = ["restore", scratch["a.zip"], "--data", scratch["restored"], .. server is null ? Array.Empty<string>() : ["--database", server.Connection]];
        Assert.Equal(137, (await Product.DoIn(FailAt(FailPoint.RestoreLaid), restore)).Code);
        Assert.Equal(["hoiqc.lock", "restoring"], Directory.EnumerateFileSystemEntries(scratch["restored"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await Done(restore);
        await Done(["verify", .. restore[2..]]);
        Assert.False(Directory.Exists(Path.Combine(scratch["restored"], "restoring")));

        static Dictionary<string, string> FailAt(string point) => new(StringComparer.Ordinal) { ["HOIQC_FAIL_AT"] = point };
    }

    [Fact]
    public async Task Nothing_is_made_of_what_makes_no_sense()
    {
        using var scratch = new Scratch();
        foreach (var (arguments, words) in new (string[], string)[]
        {
            (["backup"], "Đề nghị ghi tên tệp sao lưu: ./hoiqc backup TỆP."),
            (["restore"], "Đề nghị ghi tên tệp sao lưu: ./hoiqc restore TỆP."),
            (["backup", "a.zip", "b.zip"], "Không hiểu “b.zip”."),
            (["restore", "a.zip", "--port", "1"], "Không hiểu “--port”."),
            (["backup", scratch["a.zip"], "--data", scratch.Data], $"Không có dữ liệu ở {scratch.Data}."),
            (["restore", scratch["a.zip"], "--data", scratch.Data], $"Không có tệp {scratch["a.zip"]}."),
        })
        {
            var (code, said) = await Product.Do(arguments);
            Assert.Equal(1, code);
            Assert.StartsWith(words, said, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(scratch.Data));
    }

    /// <summary>The boards of the district and of a commune, as they are now and as they were on 06/9/2023.</summary>
    private static async Task<string> Boards(Product product)
    {
        var texts = new List<string>();
        foreach (var address in new[] { "106?year=2023", "106?year=2023&asOf=2023-09-06", "12?year=2023", "3421?year=2023&asOf=2023-09-06", "3421?year=2023" })
        {
            var board = await product.Get($"/api/boards/{address}");
            texts.Add($"{address}: {board.GetProperty("rows").GetRawText()} {board.GetProperty("totals").GetRawText()}");
        }
        return string.Join('\n', texts);
    }

    private static async Task Done(params string[] arguments)
    {
        var (code, said) = await Product.Do(arguments);
        Assert.True(code == 0, said);
    }

    /// <summary>A schema of its own on a server, gone after the test.</summary>
    private sealed class Schema(string server, string name) : IAsyncDisposable
    {
        public string Connection { get; } = new NpgsqlConnectionStringBuilder(server) { SearchPath = name }.ToString();

        public static async Task<Schema> New(string server)
        {
            var name = $"b_{Guid.NewGuid():N}";
            await Execute(server, $"CREATE SCHEMA {name}");
            return new(server, name);
        }

        public async ValueTask DisposeAsync() => await Execute(server, $"DROP SCHEMA {name} CASCADE");

        private static async Task Execute(string server, string sql)
        {
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync();
            await connection.ExecuteAsync(sql);
        }
    }
}
