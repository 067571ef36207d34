using HoiQC.Silo.Store;

namespace HoiQC.Silo.Hosting;

/// <summary>Which database a command speaks of: the file of its data folder, or the one it names.</summary>
internal static class DatabaseChoice
{
    /// <summary>The file in which a data folder notes which shared database its files belong to.</summary>
    private const string Note = "hoiqc.database";

    /// <summary>The database, yet to be opened.</summary>
    /// <param name="command">What was asked.</param>
    /// <param name="holding">What the process will hold of a shared one; a file is held by the lease of its folder.</param>
    /// <exception cref="CommandRefused">The folder has a file of its own, or the text is no connection string.</exception>
    public static DatabaseEngine Of(CommandLine command, Postgres.Holding holding)
    {
        var file = new SqliteFile(command.Data);
        if (command.Database is not { } connection)
        {
            return File.Exists(NoteOf(command))
                ? throw new CommandRefused($"Dữ liệu của thư mục {command.Data} nằm trong một cơ sở dữ liệu PostgreSQL. Đề nghị ghi --database như lần chạy trước.")
                : file;
        }

        // Files and heads of two systems would lie in one folder.
        if (file.Exists()) throw new CommandRefused($"Thư mục {command.Data} đã có dữ liệu riêng (tệp {SqliteFile.FileName}). Đề nghị ghi một thư mục khác sau --data để dùng với --database.");
        return new Postgres(connection, holding);
    }

    /// <summary>Whether there are data where the command looks for them.</summary>
    public static bool Exists(CommandLine command) => Of(command, Postgres.Holding.Nothing).Exists();

    /// <summary>Notes which database the folder's files belong to.</summary>
    /// <param name="command">What was asked.</param>
    /// <param name="identity">The database.</param>
    /// <param name="hasEvidence">Whether evidence was handed in that may have files in the folder that was noted before.</param>
    /// <exception cref="CommandRefused">They belong to another one, or lie elsewhere.</exception>
    public static void Bind(CommandLine command, string identity, bool hasEvidence)
    {
        if (command.Database is null) return;
        var note = File.Exists(NoteOf(command)) ? File.ReadAllText(NoteOf(command)).Trim() : null;
        if (note == identity) return;
        if (note is null && hasEvidence)
        {
            throw new CommandRefused(
                $"Cơ sở dữ liệu đã có minh chứng, nhưng thư mục {command.Data} không phải là thư mục dữ liệu của nó (không có tệp {Note}). "
                + "Đề nghị ghi sau --data đúng thư mục dữ liệu; khi chạy nhiều máy, mọi máy dùng chung một thư mục.");
        }
        if (note is not null)
            throw new CommandRefused($"Thư mục {command.Data} giữ tệp của một cơ sở dữ liệu khác. Đề nghị ghi đúng --database, hoặc dùng một thư mục khác.");
        File.WriteAllText(NoteOf(command), identity);
    }

    private static string NoteOf(CommandLine command) => Path.Combine(command.Data, Note);

    /// <summary>Where it looks, for sentences.</summary>
    public static string PlaceOf(CommandLine command) => command.Database is null ? command.Data : Of(command, Postgres.Holding.Nothing).Place;
}
