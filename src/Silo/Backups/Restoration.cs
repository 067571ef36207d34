using System.Data.Common;
using Dapper;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Backups;

/// <summary>Writes the tables of a backup into an empty database, in one transaction: the tables of its step are made, its rows written as they were, and the steps that came since are taken.</summary>
internal sealed class Restoration(BackupFile backup, DatabaseEngine engine)
{
    /// <summary>Writes them.</summary>
    /// <param name="beforeCommit">What must have succeeded before they count.</param>
    public void Run(Action beforeCommit)
    {
        using var connection = engine.OpenWriter();
        connection.Execute(engine.BeginWriting);
        if (engine.Version(connection) > 0) throw new CommandRefused($"Đã có dữ liệu ở {engine.Place}. Chưa khôi phục gì. Đề nghị khôi phục vào một nơi trống.");
        foreach (var step in Schema.Steps.Take(backup.Manifest.Schema)) connection.Execute(engine.Step(step), commandTimeout: 0);
        foreach (var table in backup.Tables) Write(connection, table);
        engine.GoOnAfter(
            connection, backup.Tables.Where(table => table.Numbered is not null).Select(table => (table.Name, table.Numbered!)), backup.Tables.Any(table => table.Name == "record") ? backup.Manifest.RecordGiven : null);
        foreach (var step in Schema.Steps.Skip(backup.Manifest.Schema)) connection.Execute(engine.Step(step), commandTimeout: 0);
        engine.SetVersion(connection, Schema.Steps.Length);
        beforeCommit();
        connection.Execute("COMMIT TRANSACTION");
    }

    private void Write(DbConnection connection, StoredTable table)
    {
        using var insert = new Statement(connection, table.Insert, table.Kinds);
        foreach (var row in backup.Rows(table)) insert.Add(row);
    }
}
