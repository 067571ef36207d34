using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using HoiQC.Domain;
using HoiQC.Grains.Record;
using HoiQC.Silo.Accounts;
using HoiQC.Silo.Import;

namespace HoiQC.Silo.Hosting;

/// <summary>What the program was asked to do.</summary>
/// <param name="Import">The folder to import; null for another command.</param>
/// <param name="Check">With import: store nothing, only say what would be.</param>
/// <param name="Data">The data folder, absolute.</param>
/// <param name="Address">The address to listen on; this machine alone unless told otherwise.</param>
/// <param name="Port">The port.</param>
/// <param name="Sample">A sample to fill an empty folder with, or null.</param>
/// <param name="Clock">What VietnamClock shows at the start; null for the true time.</param>
/// <param name="Speed">Seconds of VietnamClock in a machine second.</param>
public sealed record CommandLine(string? Import, bool Check, string Data, IPAddress Address, int Port, string? Sample, DateTimeOffset? Clock, double Speed)
{
    /// <summary>The port on which the nodes of a cluster speak to each other, unless told otherwise.</summary>
    public const int UsualSiloPort = 11111;

    /// <summary>The engine that was asked for by name; null for that of the build.</summary>
    public string? Engine { get; init; }

    /// <summary>Whether to run grains and deadlines without pages and API, as one more node of a cluster.</summary>
    public bool IsHeadless { get; init; }

    /// <summary>The port on which other nodes of a cluster reach this one; null for the usual.</summary>
    public int? SiloPort { get; init; }

    /// <summary>The address by which other nodes of a cluster reach this one; null for the machine's own.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>The PostgreSQL database that holds the data, as a connection string; null for a SQLite file in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>The file of the certificate to listen with over HTTPS; null to listen plainly.</summary>
    public string? Certificate { get; init; }

    /// <summary>The file of its key, where that is not in the same file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>What is to be done with accounts; null for another command.</summary>
    public AccountOrder? Accounts { get; init; }

    /// <summary>Whether it runs to be shown: with three people to switch between, who need no password.</summary>
    public bool Demonstrates { get; init; }

    /// <summary>Whether to walk the record's chain instead of running the product.</summary>
    public bool Verify { get; init; }

    /// <summary>The file to write a backup to, absolute; null for another command.</summary>
    public string? Backup { get; init; }

    /// <summary>The backup to restore, absolute; null for another command.</summary>
    public string? Restore { get; init; }

    /// <summary>With verify: heads that somebody kept, to compare with.</summary>
    public ImmutableArray<RecordHead> Heads { get; init; } = [];

    /// <summary>Whether it runs until it is told to stop, instead of doing one thing.</summary>
    public bool Serves => Import is null && Accounts is null && Backup is null && Restore is null && !Verify;

    /// <summary>Whether the clock is to be moved or sped up.</summary>
    public bool MovesClock => Clock is not null || Speed is < 1 or > 1;

    /// <summary>Reads the arguments, and refuses what the engine of this build cannot do.</summary>
    /// <exception cref="CommandRefused">An argument makes no sense.</exception>
    public static CommandLine Read(IReadOnlyList<string> arguments)
    {
        var read = Understand(arguments);
        EngineOfBuild.Engine.Accept(read);
        return read;
    }

    /// <summary>Reads the arguments: run (the default), silo, demo, import DIR, verify, backup FILE, restore FILE, account or apikey with what to do, with options as --name value or --name=value.</summary>
    /// <exception cref="CommandRefused">An argument makes no sense.</exception>
    internal static CommandLine Understand(IReadOnlyList<string> arguments)
    {
        var rest = new Queue<string>(arguments.SelectMany(Split));
        var read = new CommandLine(null, false, Path.GetFullPath("data-local"), IPAddress.Loopback, 5080, null, null, 1);
        var (importing, verifying) = (false, false);
        if (rest.TryPeek(out var command) && !command.StartsWith('-'))
        {
            rest.Dequeue();
            (importing, verifying) = (command == "import", command == "verify");
            read = command switch
            {
                "run" or "import" or "verify" or "backup" or "restore" => read,
                "silo" => read with { IsHeadless = true },
                "demo" => read with { Demonstrates = true },
                "account" or "apikey" => AccountArguments.Read(command, rest, read),
                _ => throw new CommandRefused($"Không có lệnh “{command}”. Các lệnh: run, demo, import, verify, backup, restore, account, apikey."),
            };
        }
        if (read.Accounts is not null) return read;
        while (rest.TryDequeue(out var word))
        {
            read = word switch
            {
                "--data" => read with { Data = Path.GetFullPath(Value(word)) },
                "--database" => read with { Database = Value(word) },
                "--engine" => read with { Engine = EngineNamed(Value(word)) },
                "--check" when importing => read with { Check = true },
                _ when importing && !word.StartsWith('-') && read.Import is null => read with { Import = Path.GetFullPath(word) },
                "--head" when verifying => read with { Heads = read.Heads.Add(HeadOf(Value(word))) },
                _ when command == "backup" && !word.StartsWith('-') && read.Backup is null => read with { Backup = Path.GetFullPath(word) },
                _ when command == "restore" && !word.StartsWith('-') && read.Restore is null => read with { Restore = Path.GetFullPath(word) },
                _ when verifying || command is "backup" or "restore" => throw NotUnderstood(word),
                "--silo-port" when !importing => read with { SiloPort = PortOf(Value(word)) },
                "--advertise" when !importing => read with { Advertise = AddressOf(word, Value(word)) },
                "--port" when !importing => read with { Port = PortOf(Value(word)) },
                "--address" when !importing => read with { Address = AddressOf(word, Value(word)) },
                "--https-certificate" when !importing => read with { Certificate = Path.GetFullPath(Value(word)) },
                "--https-key" when !importing => read with { CertificateKey = Path.GetFullPath(Value(word)) },
                "--sample" when !importing => read with { Sample = SampleOf(Value(word)) },
                "--clock" when !importing => read with { Clock = Instant(Value(word)) },
                "--speed" when !importing => read with { Speed = Factor(Value(word)) },
                _ => throw NotUnderstood(word),
            };
        }
        if (importing && read.Import is null) throw new CommandRefused("Đề nghị ghi thư mục cần nhập: ./hoiqc import THƯ-MỤC.");
        if ((command == "backup" && read.Backup is null) || (command == "restore" && read.Restore is null)) throw new CommandRefused($"Đề nghị ghi tên tệp sao lưu: ./hoiqc {command} TỆP.");
        if (read is { CertificateKey: not null, Certificate: null }) throw new CommandRefused("Có --https-key thì phải có --https-certificate.");
        return read with { Verify = verifying };

        string Value(string option) => rest.TryDequeue(out var value) ? value : throw new CommandRefused($"Thiếu giá trị sau {option}.");
    }

    private static IEnumerable<string> Split(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal) ? argument.Split('=', 2) : [argument];

    /// <summary>Refused before the folder is touched: a first start decides what it is for ever.</summary>
    private static string SampleOf(string name) => Samples.Names.Contains(name) ? name : throw new CommandRefused(Samples.Unknown(name));

    private static CommandRefused NotUnderstood(string word) => new($"Không hiểu “{word}”. Đề nghị xem ./hoiqc help.");

    /// <summary>The name of an engine; whether this build has it, the engine says.</summary>
    internal static string EngineNamed(string name) => name is "embedded" or "orleans" ? name : throw new CommandRefused($"Không có cách chạy “{name}” sau --engine; chỉ có: embedded, orleans.");

    private static IPAddress AddressOf(string option, string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw new CommandRefused($"Địa chỉ của {option} không hợp lệ; ví dụ: {(option == "--advertise" ? "10.0.0.5" : "0.0.0.0")}.");

    private static RecordHead HeadOf(string text) =>
        RecordHead.Read(text) ?? throw new CommandRefused($"“{text}” không phải là dấu của nhật ký; ghi như trong {Silo.Record.RecordHeads.FileName}, ví dụ 17:{RecordHead.None.Hash}.");

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port : throw new CommandRefused($"Cổng “{text}” không hợp lệ; ghi một số từ 0 đến 65535.");

    /// <summary>An instant with its offset, or a local one of Việt Nam.</summary>
    private static DateTimeOffset Instant(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss.FFF", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, Styles, out var local))
            return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), VietnamTime.Offset);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var instant) && instant.Year is >= 1990 and <= 2100) return instant.ToOffset(VietnamTime.Offset);
        throw new CommandRefused($"“{text}” không phải là thời điểm; ví dụ: 2023-12-31T23:58:00+07:00.");
    }

    private static double Factor(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 1_000_000
            ? factor
            : throw new CommandRefused($"Tốc độ “{text}” không hợp lệ; ghi một số lớn hơn 0, ví dụ 3600.");
}

/// <summary>The program will not start as asked; the message is a Vietnamese sentence that says what to do.</summary>
public class CommandRefused(string sentence) : Exception(sentence);
