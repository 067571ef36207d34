using System.Data.Common;
using HoiQC.Grains.Record;
using HoiQC.Grains;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Record;

/// <summary>Table seal: the chain over table record. There is one writer of the database, so ids of rows grow in the order of their commits, and the chain follows it.</summary>
internal static class SealTable
{
    /// <summary>Rows sealed in one transaction: writers wait behind it for some milliseconds at most.</summary>
    private const int Chunk = 500;

    /// <summary>The newest seal.</summary>
    public static RecordHead Head(DbConnection connection) => Last(connection).Head;

    /// <summary>Whether rows wait for their seal.</summary>
    public static bool Waiting(DbConnection connection) => Newest(connection) > Last(connection).Record;

    /// <summary>Seals the oldest rows that wait, a chunk at most.</summary>
    /// <returns>How many.</returns>
    public static int Chain(DbConnection connection)
    {
        var (head, record) = Last(connection);
        var waiting = connection.Rows(
            $"SELECT {RowHash.Columns} FROM record r WHERE r.id > @record ORDER BY r.id LIMIT {Chunk}", new { record }, reader => (Id: reader.Number(0), Row: RowHash.Encode(reader, 0))).ToList();
        using var insert = new Statement(connection, "INSERT INTO seal (number, record, hash) VALUES (@a, @b, @c)", "nnt");
        foreach (var (id, row) in waiting)
        {
            head = new(head.Number + 1, RowHash.Of(head.Hash, head.Number + 1, row));
            insert.Add(head.Number, id, head.Hash);
        }
        return waiting.Count;
    }

    /// <summary>Seals everything that waits; each chunk lets other writers in between.</summary>
    public static async Task<RecordHead> ChainAll(Database database, CancellationToken cancellationToken = default)
    {
        while (await database.Read(Waiting, cancellationToken))
        {
            FailPoint.Reach(FailPoint.BeforeSeal);
            await database.Write(Chain, cancellationToken);
        }
        return await database.Read(Head, cancellationToken);
    }

    private static (RecordHead Head, long Record) Last(DbConnection connection) =>
        connection.Rows("SELECT number, record, hash FROM seal ORDER BY number DESC LIMIT 1", null, reader => (new RecordHead(reader.Number(0), reader.GetString(2)), reader.Number(1)))
            .DefaultIfEmpty((RecordHead.None, 0)).First();

    /// <summary>Id of the newest row of the record; 0 for none.</summary>
    public static long Newest(DbConnection connection) =>
        connection.Rows("SELECT id FROM record ORDER BY id DESC LIMIT 1", null, reader => reader.Number(0)).FirstOrDefault();
}
