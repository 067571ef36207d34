using Dapper;
using HoiQC.Domain.Files;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Files;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Files;
using HoiQC.Silo.Tests.Store;
using HoiQC.Tests.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace HoiQC.Silo.Tests.Files;

public sealed class UnnamedFilesTests
{
    private static readonly DateTime Tomorrow = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1);

    private static async Task<EvidenceFile> Keep(FileStore store, string text) =>
        (await store.Keep(new MemoryStream(SampleFiles.Pdf(text)), $"{text}.pdf", 1, FileLimits.Together)).File!;

    [Fact]
    public async Task What_a_row_names_stays_and_what_none_names_goes_after_a_day()
    {
        using var world = await World.TamDuong(2023, 12, 20);
        var store = new FileStore(world.Folder);
        var unnamed = new UnnamedFiles(store, world.Database, NullLogger<UnnamedFiles>.Instance);
        var (named, left) = (await Keep(store, "Biên bản"), await Keep(store, "Không ai nộp"));
        var decision = await world.Deciding("3421-FrontBloc", "MT-PB", "2023", new(2023, 12, 18));
        Assert.Equal(Outcome.Saved, (await world.Ledger.Record(decision with { Received = decision.Received! with { Form = decision.Received.Form with { Files = [named] } } })).Outcome);

        Assert.Equal(0, await unnamed.Remove(Tomorrow.AddDays(-2), CancellationToken.None));
        Assert.Equal(1, await unnamed.Remove(Tomorrow, CancellationToken.None));

        Assert.Null(store.Open(left));
        await using var kept = store.Open(named);
        Assert.NotNull(kept);
        Assert.Equal([named], (await world.Ledger.Facts("3421-FrontBloc"))!.Evidence.Single().Form.Files);
        Assert.Equal(("Biên bản.pdf", named.Sha256), await world.Database.Read(c => c.QuerySingle<(string, string)>("SELECT name, sha256 FROM file WHERE number = 1")));
    }

    [Fact]
    public async Task A_decision_that_meets_a_conflict_names_no_file()
    {
        using var world = await World.TamDuong(2023, 12, 20);
        var file = await Keep(new FileStore(world.Folder), "Biên bản");
        var decision = await world.Deciding("3421-FrontBloc", "MT-PB", "2023");
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023");

        Assert.Equal(Outcome.Conflict, (await world.Ledger.Record(decision with { Received = decision.Received! with { Form = decision.Received.Form with { Files = [file] } } })).Outcome);

        Assert.Equal(0, await world.Database.Read(c => c.ExecuteScalar<int>("SELECT count(*) FROM file")));
    }

    [Fact]
    public async Task Evidence_of_before_there_were_files_has_none_and_the_same_hash()
    {
        using var world = await World.TamDuong(2023, 12, 20);
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023");
        await world.Database.Write(c => c.Execute($"UPDATE evidence SET form = {(TestDatabase.IsPostgres ? "(form::jsonb - 'Files')::text" : "json_remove(form, '$.Files')")}"));

        var form = (await world.Ledger.Facts("3421-FrontBloc"))!.Evidence.Single().Form;

        Assert.Empty(form.Files);
        Assert.NotEqual(FormHash.Of(form), FormHash.Of(form with { Files = [new("a.pdf", 1, new('a', 64), "application/pdf")] }));
        Assert.NotEqual(FormHash.Of(form with { Files = [new("b.pdf", 1, new('a', 64), "application/pdf")] }), FormHash.Of(form with { Files = [new("a.pdf", 1, new('a', 64), "application/pdf")] }));
    }
}
