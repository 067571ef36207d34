using Dapper;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;

namespace HoiQC.Silo.Tests.Record;

/// <summary>A database with a record of some rows, and somebody who alters it behind HoiQC's back.</summary>
internal sealed class KeptRecord : IDisposable
{
    public static readonly DateTimeOffset Morning = World.At(2024, 1, 5, 9);

    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-record-").FullName;

    public KeptRecord() => Database = TestDatabase.Open(_folder);

    public Database Database { get; }

    /// <summary>A record of so many sealed rows, each about another commune.</summary>
    public static async Task<KeptRecord> Of(int rows)
    {
        var kept = new KeptRecord();
        for (var row = 1; row <= rows; row++) await kept.Write(row);
        await SealTable.ChainAll(kept.Database);
        return kept;
    }

    public Task<bool> Write(int row) => Database.Write(connection =>
    {
        RecordTable.Write(
            connection, new RecordEntry("evidence.submitted", $"34{row:D2}-FrontBloc/MT-PB/2023#TD-{row:D6}", row % 3 == 0 ? null : $"34{row:D2}", row % 2 == 0 ? null : """{"status":"Open"}""", """{"status":"Đã nộp"}"""),
            new Actor("can-bo", "Lò Thị Bình", "api", "10.0.0.7"), Morning.AddMinutes(row));
        return true;
    });

    /// <summary>Alters the database as one can who has it: no key stands in the way.</summary>
    public void Alter(string sql, object? parameters = null)
    {
        using var connection = TestDatabase.Behind(_folder);
        connection.Execute(sql, parameters);
    }

    public Task<ChainFindings> Walk(params KeptHead[] kept) => Database.Read(connection => new ChainWalk(connection, kept).Run());

    public Task<RecordHead> Head() => Database.Read(SealTable.Head);

    /// <summary>The record is whole, or the first thing that is said of it.</summary>
    public async Task<string> Found(params KeptHead[] kept) => (await Walk(kept)).Faults.FirstOrDefault("nguyên vẹn");

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
