using HoiQC.Silo.Store;

namespace HoiQC.Silo.Hosting;

/// <summary>Which database a command speaks of: the file of its data folder, or the one it names.</summary>
internal static class DatabaseChoice
{
    /// <summary>The database, yet to be opened.</summary>
    /// <param name="command">What was asked.</param>
    /// <param name="holding">What the process will hold of a shared one; a file is held by the lease of its folder.</param>
    /// <exception cref="CommandRefused">The folder has a file of its own, or the text is no connection string.</exception>
    public static DatabaseEngine Of(CommandLine command, Postgres.Holding holding)
    {
        var file = new SqliteFile(command.Data);
        if (command.Database is not { } connection) return file;

        // Files and heads of two systems would lie in one folder.
        if (file.Exists()) throw new CommandRefused($"Thư mục {command.Data} đã có dữ liệu riêng (tệp {SqliteFile.FileName}). Đề nghị ghi một thư mục khác sau --data để dùng với --database.");
        return new Postgres(connection, holding);
    }

    /// <summary>Whether there are data where the command looks for them.</summary>
    public static bool Exists(CommandLine command) => Of(command, Postgres.Holding.Nothing).Exists();

    /// <summary>Where it looks, for sentences.</summary>
    public static string PlaceOf(CommandLine command) => command.Database is null ? command.Data : Of(command, Postgres.Holding.Nothing).Place;
}
