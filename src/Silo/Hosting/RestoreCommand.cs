using HoiQC.Domain.Words;
using HoiQC.Silo.Backups;
using HoiQC.Silo.Store;
using Npgsql;

namespace HoiQC.Silo.Hosting;

/// <summary>The restore command: a backup into an empty place, of either database.</summary>
public static class RestoreCommand
{
    /// <summary>Runs it and prints the outcome.</summary>
    /// <returns>0 when everything is there.</returns>
    public static async Task<int> Run(CommandLine command, TextWriter output)
    {
        EmptyPlace.Refuse(command);
        using var backup = BackupFile.Open(command.Restore!);
        DataFolder.Make(command.Data);
        using (var lease = Lease.TryTake(command.Data) ?? throw new CommandRefused($"HoiQC đang chạy với dữ liệu này ({command.Data}). Đề nghị khôi phục vào một nơi khác."))
        {
            EmptyPlace.Refuse(command);
            Restore(backup, command);
        }
        var manifest = backup.Manifest;
        await output.WriteLineAsync($"Đã khôi phục dữ liệu lúc {Vietnamese.InstantWithSeconds(manifest.MadeAt)} vào {DatabaseChoice.PlaceOf(command)}: {Vietnamese.Number(manifest.Rows)} dòng của {manifest.Tables.Length} bảng, {Vietnamese.Number(manifest.Files.Length)} tệp đính kèm.");
        foreach (var sentence in BackupCommand.MissingFrom(manifest)) await output.WriteLineAsync(sentence);
        await output.WriteLineAsync($"Dòng cuối của nhật ký: {manifest.Head}");
        await output.WriteLineAsync("Đề nghị chạy ./hoiqc verify với nơi này, rồi mới chạy máy chủ; không để bản cũ cùng chạy.");
        return 0;
    }

    private static void Restore(BackupFile backup, CommandLine command)
    {
        var place = new EmptyPlace(command.Data);
        place.Clear();
        try
        {
            place.Lay(backup);
            // A file becomes the folder's when it is whole and closed; a server's tables count when the folder is ready for them.
            if (command.Database is null)
            {
                new Restoration(backup, new SqliteFile(place.Beside)).Run(() => { });
                place.Settle();
            }
            else new Restoration(backup, DatabaseChoice.Of(command, Postgres.Holding.Alone)).Run(place.Settle);
        }
        catch (Exception error)
        {
            place.Clear();
            throw error switch
            {
                InvalidDataException => new CommandRefused($"Bản sao lưu {command.Restore} không khôi phục được: {error.Message.TrimEnd('.')}. Chưa khôi phục gì."),
                PostgresException { SqlState: PostgresErrorCodes.DuplicateTable } => new CommandRefused($"Ở {DatabaseChoice.PlaceOf(command)} đã có bảng trùng tên với bảng của HoiQC. Chưa khôi phục gì. Đề nghị dùng một cơ sở dữ liệu hoặc schema trống."),
                PostgresException { SqlState: PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire } =>
                    new CommandRefused("Trong dữ liệu có ký tự mà PostgreSQL không lưu được (ký tự số 0). Chưa khôi phục gì. Đề nghị khôi phục vào SQLite và sửa ở đó."),
                _ => error,
            };
        }
    }
}
