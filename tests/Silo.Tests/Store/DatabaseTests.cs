using System.Data.Common;
using System.Diagnostics;
using Dapper;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Tests.Store;

public class DatabaseTests
{
    [Fact]
    public async Task A_reading_sees_one_snapshot_whatever_is_written_meanwhile()
    {
        using var world = World.On(2023, 9, 6);
        var started = new TaskCompletionSource();
        using var written = new ManualResetEventSlim();

        var reading = world.Database.Read(connection =>
        {
            var before = Count(connection);
            started.SetResult();
            Assert.True(written.Wait(TimeSpan.FromSeconds(30)));
            return (before, Count(connection));
        });
        await started.Task;
        await world.Database.Write(connection => connection.Execute("INSERT INTO meta (key, value) VALUES ('thử', '1')"));
        written.Set();

        Assert.Equal((0, 0), await reading);
        Assert.Equal(1, await world.Database.Read(Count));

        static int Count(DbConnection connection) => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM meta");
    }

    [Fact]
    public async Task What_was_answered_is_there_when_the_folder_is_opened_again()
    {
        using var world = World.On(2023, 9, 6);
        await world.TamDuongUnits().Publish();

        using var again = TestDatabase.Open(world.Folder);

        Assert.Equal(15, (await again.Read(again.Units.In)).All.Count);
    }

    [Fact]
    public async Task Nobody_is_answered_before_everybody_else_can_read_it()
    {
        using var world = World.On(2023, 9, 6);
        using var other = TestDatabase.Behind(world.Folder);

        for (var n = 1; n <= 200; n++)
        {
            await world.Database.Write(connection => connection.Execute("INSERT INTO meta (key, value) VALUES (@key, '1')", new { key = $"{n}" }));
            Assert.Equal(n, other.ExecuteScalar<int>("SELECT COUNT(*) FROM meta"));
        }
    }

    [Fact]
    public async Task Whoever_shares_a_commit_that_the_disk_undid_is_told_of_the_disk()
    {
        const string Insert = "INSERT INTO meta (key, value) VALUES ('thử', '1')";
        var folder = Directory.CreateTempSubdirectory("hoiqc-").FullName;
        using (var database = new Database(new SqliteFile(folder)))
        {
            using var queued = new ManualResetEventSlim();
            var begun = new TaskCompletionSource();
            var first = database.Write(_ =>
            {
                begun.SetResult();
                return queued.Wait(TimeSpan.FromSeconds(30));
            });
            await begun.Task;
            var broken = database.Write<int>(connection =>
            {
                connection.Execute("ROLLBACK TRANSACTION");
                throw new IOException("No space left on device");
            });
            var beside = database.Write(connection => connection.Execute(Insert));
            queued.Set();

            Assert.True(await first);
            await Assert.ThrowsAsync<IOException>(() => broken);
            await Assert.ThrowsAsync<IOException>(() => beside);
            Assert.Equal(1, await database.Write(connection => connection.Execute(Insert)));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_log_moves_into_the_file_once_nobody_writes()
    {
        var folder = Directory.CreateTempSubdirectory("hoiqc-").FullName;
        var (file, alone) = (new SqliteFile(folder), Path.Combine(folder, "alone.db"));
        using (var database = new Database(file))
        {
            for (var n = 1; n <= 2; n++)
            {
                await database.Write(connection => connection.Execute("INSERT INTO meta (key, value) VALUES (@key, '1')", new { key = $"{n}" }));
                for (var waited = Stopwatch.StartNew(); InTheFile() != n; await Task.Delay(20)) Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "The log stays as it is.");
            }
        }
        Directory.Delete(folder, recursive: true);

        // What the file holds without its log. While it is being written it may be anything; then it is looked at again.
        int InTheFile()
        {
            File.Copy(file.Place, alone, overwrite: true);
            using var copy = new SqliteConnection($"Data Source={alone};Pooling=False");
            copy.Open();
            try
            {
                return copy.ExecuteScalar<int>("SELECT COUNT(*) FROM meta");
            }
            catch (SqliteException)
            {
                return -1;
            }
        }
    }

    [Fact]
    public async Task A_reading_cannot_write()
    {
        using var world = World.On(2023, 9, 6);

        await Assert.ThrowsAnyAsync<DbException>(() => world.Database.Read(connection => connection.Execute("INSERT INTO meta (key, value) VALUES ('a', 'b')")));
        Assert.Equal(0, await world.Database.Read(connection => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM meta")));
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_refused_with_a_sentence()
    {
        using var world = World.On(2023, 9, 6);
        await world.Database.Write(connection =>
        {
            world.Database.Engine.SetVersion(connection, 99);
            return true;
        });

        Assert.Contains("bản HoiQC mới hơn", Assert.ThrowsAny<CommandRefused>(() => TestDatabase.Open(world.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_held_once_and_free_when_given_back()
    {
        var folder = Directory.CreateTempSubdirectory("hoiqc-").FullName;
        using (var lease = Lease.TryTake(folder))
        {
            Assert.NotNull(lease);
            Assert.Null(Lease.TryTake(folder));
        }
        using var again = Lease.TryTake(folder);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task A_folder_that_another_process_holds_is_not_given_and_is_free_when_that_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "flock(1) stands for the other process.");
        var folder = Directory.CreateTempSubdirectory("hoiqc-").FullName;
        var start = new ProcessStartInfo("flock", ["--exclusive", "--no-fork", Path.Combine(folder, Lease.FileName), "sh", "-c", "echo held; read line"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var other = Process.Start(start)!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());

        Assert.Null(Lease.TryTake(folder));

        other.Kill();
        await other.WaitForExitAsync();
        using var lease = Lease.TryTake(folder);
        Assert.NotNull(lease);
    }
}
