using System.Globalization;
using Dapper;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace HoiQC.Silo.Tests.Record;

public sealed class SealerTests : IDisposable
{
    private readonly KeptRecord _kept = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-heads-").FullName;

    public void Dispose()
    {
        _kept.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Rows_are_sealed_in_the_order_of_their_commits_whoever_writes_them_at_once()
    {
        using var sealer = NewSealer();
        await sealer.StartAsync(CancellationToken.None);
        var committed = new List<string>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var piece = 0; piece < 40; piece++)
            {
                var subject = $"{writer}-{piece}";
                try
                {
                    await _kept.Database.Write(connection =>
                    {
                        Write(connection, subject);
                        if (piece % 5 == 4) throw new InvalidDataException("taken back");
                        committed.Add(subject);     // one writer at a time: this is the order of the commits
                        return true;
                    });
                }
                catch (InvalidDataException)
                {
                    // What was taken back leaves no row.
                }
            }
        })));
        await Sealed(committed.Count);

        Assert.Equal(16 * 32, committed.Count);
        Assert.Equal(committed, await _kept.Database.Read(connection => connection.Query<string>("SELECT r.subject FROM seal s JOIN record r ON r.id = s.record ORDER BY s.number").ToList()));
        Assert.Equal("nguyên vẹn", await _kept.Found());
        await sealer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_sealed_at_the_start_and_a_commit_wakes_the_sealer()
    {
        await _kept.Write(1);
        using var sealer = NewSealer();
        await sealer.StartAsync(CancellationToken.None);
        await Sealed(1);
        await _kept.Write(2);
        await Sealed(2);
        await sealer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task More_rows_than_fit_a_chunk_are_sealed_in_several()
    {
        await _kept.Database.Write(connection =>
        {
            RecordTable.Write(connection, Enumerable.Range(0, 1_203).Select(n => new RecordEntry("unit.added", $"{n}", $"{n}", null, "{}")), Actor.System, KeptRecord.Morning);
            return true;
        });

        Assert.Equal(1_203, (await SealTable.ChainAll(_kept.Database)).Number);
        Assert.Equal("nguyên vẹn", await _kept.Found());
    }

    [Fact]
    public async Task Where_the_record_ends_is_noted_once_a_day_and_when_it_has_grown()
    {
        var heads = new RecordHeads(_folder);
        heads.Note(RecordHead.None, KeptRecord.Morning);
        Assert.Empty(heads.Read());

        await _kept.Write(1);
        var first = await SealTable.ChainAll(_kept.Database);
        heads.Note(first, KeptRecord.Morning);
        heads.Note(first, KeptRecord.Morning.AddHours(3));
        heads.Note(first, KeptRecord.Morning.AddDays(1));
        await _kept.Write(2);
        var second = await SealTable.ChainAll(_kept.Database);
        heads.Note(second, KeptRecord.Morning.AddDays(1));
        await File.AppendAllTextAsync(Path.Combine(_folder, RecordHeads.FileName), "2024-01-07T00:05:00+07:00 3:ab");

        Assert.Equal([(first, KeptRecord.Morning), (first, KeptRecord.Morning.AddDays(1)), (second, KeptRecord.Morning.AddDays(1))], heads.Read().Select(one => (one.Head, one.At)));
        Assert.StartsWith($"2024-01-05T09:00:00+07:00 1:{first.Hash}\n", await File.ReadAllTextAsync(Path.Combine(_folder, RecordHeads.FileName)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-01-05T00:04:59+07:00", "2024-01-05T00:05:00+07:00")]
    [InlineData("2024-01-05T00:05:00+07:00", "2024-01-06T00:05:00+07:00")]
    [InlineData("2024-01-04T20:00:00Z", "2024-01-06T00:05:00+07:00")]
    public void The_head_is_printed_at_five_past_midnight(string after, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), Sealer.NextDaily(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture)));

    private Sealer NewSealer() => new(_kept.Database, new(_folder), TimeProvider.System, NullLogger<Sealer>.Instance);

    private static void Write(System.Data.Common.DbConnection connection, string subject) =>
        RecordTable.Write(connection, new RecordEntry("call.recorded", subject, null, null, "{}"), Who.Officer, KeptRecord.Morning);

    /// <summary>Waits for the commit that seals so many rows.</summary>
    private async Task Sealed(int rows)
    {
        var commit = new SemaphoreSlim(0);
        _kept.Database.Committed += (_, _) => commit.Release();
        while ((await _kept.Head()).Number < rows) Assert.True(await commit.WaitAsync(TimeSpan.FromSeconds(30)), "nothing was committed");
    }
}
