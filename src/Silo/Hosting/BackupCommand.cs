using System.Collections.Immutable;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Silo.Backups;
using HoiQC.Silo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Silo.Hosting;

/// <summary>The backup command: asks the server that runs on the folder through its local socket, and does the work itself where none runs.</summary>
public static class BackupCommand
{
    private const string Address = "/local/backup";

    private sealed record Request(string Path);

    private sealed record Answer(bool Done, ImmutableArray<string> Sentences);

    /// <summary>Runs it and prints the outcome.</summary>
    /// <returns>0 for a backup of everything, 1 where none was made or files are missing from it.</returns>
    public static async Task<int> Run(CommandLine command, TextWriter output, TimeProvider machine)
    {
        if (!DatabaseChoice.Exists(command)) throw new CommandRefused($"Không có dữ liệu ở {DatabaseChoice.PlaceOf(command)}. Đề nghị ghi thư mục dữ liệu sau --data.");
        using var folder = await DataFolder.Open(command, machine);
        var answer = folder is null
            ? await LocalSocket.Ask<Request, Answer>(command.Data, Address, new(command.Backup!), Timeout.InfiniteTimeSpan)
            : await Make(folder.Database, folder.Path, folder.Clock, machine, command.Backup!);
        foreach (var sentence in answer.Sentences) await output.WriteLineAsync(sentence);
        return answer.Done ? 0 : 1;
    }

    /// <summary>Serves the command on the local socket.</summary>
    public static IEndpointConventionBuilder MapLocalBackup(this IEndpointRouteBuilder routes) => LocalSocket.Map<Request, Answer>(
        routes, Address,
        (request, services) => Make(
            services.GetRequiredService<Database>(), services.GetRequiredService<DataFolder>().Path, services.GetRequiredService<VietnamClock>(), TimeProvider.System, request.Path));

    private static async Task<Answer> Make(Database database, string folder, VietnamClock clock, TimeProvider machine, string path)
    {
        try
        {
            var manifest = await new BackupWriter(database, folder, clock, machine).Write(path, CancellationToken.None);
            return new(
                manifest.Missing.IsEmpty,
                [
                    $"Đã sao lưu vào {path} dữ liệu lúc {Vietnamese.InstantWithSeconds(manifest.MadeAt)}: {Vietnamese.Number(manifest.Rows)} dòng của {manifest.Tables.Length} bảng, {Vietnamese.Number(manifest.Files.Length)} tệp đính kèm.",
                    .. MissingFrom(manifest),
                    $"Dòng cuối của nhật ký: {manifest.Head}",
                    "Bản sao lưu chứa mọi dữ liệu, cả khóa đăng nhập. Đề nghị cất giữ như chính máy chủ.",
                ]);
        }
        catch (CommandRefused refused)
        {
            return new(false, [refused.Message]);
        }
    }

    /// <summary>What a backup lacks.</summary>
    internal static IEnumerable<string> MissingFrom(BackupManifest manifest) => manifest.Missing.IsEmpty
        ? []
        : [$"THIẾU {Vietnamese.Number(manifest.Missing.Length)} tệp đính kèm: khi sao lưu, thư mục dữ liệu không còn giữ chúng như lúc nộp ({string.Join(", ", manifest.Missing.Take(3))}{(manifest.Missing.Length > 3 ? ", …" : "")}). Đề nghị chạy ./hoiqc verify để biết của minh chứng nào."];
}
