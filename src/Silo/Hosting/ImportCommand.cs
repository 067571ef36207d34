using System.Collections.Immutable;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Silo.Import;
using HoiQC.Silo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Silo.Hosting;

/// <summary>The import command: asks the server that runs on the folder through its local socket, and does the work itself where none runs.</summary>
public static class ImportCommand
{
    private const string Address = "/local/import";

    private sealed record Request(string Folder, bool Check);

    /// <summary>Runs it and prints the outcome.</summary>
    /// <returns>0 when everything was, or with --check could be, stored; 1 when nothing was.</returns>
    public static async Task<int> Run(CommandLine command, TextWriter output, TimeProvider machine)
    {
        if (command.Check && !DatabaseChoice.Exists(command)) return await CheckBeforeAnything(command, output, machine);
        using var folder = await DataFolder.Open(command, machine);
        var answer = folder is null
            ? await LocalSocket.Ask<Request, SetupAnswer>(command.Data, Address, new(command.Import!, command.Check))
            : Answer(await new Importer(folder.Database, folder.Clock).Import(command.Import!, new ImportOptions(Actor.Operator) { Check = command.Check }, CancellationToken.None));
        foreach (var fault in answer.Faults)
            await output.WriteLineAsync($"{fault.File}{(fault.Row is { } row ? $", dòng {row}" : "")}{(fault.Column is { Length: > 0 } column ? $", cột {column}" : "")}: {fault.Sentence}");
        await output.WriteLineAsync(answer.Sentence);
        return answer.Done ? 0 : 1;
    }

    /// <summary>A check leaves no folder behind: without data it is made beside it and removed.</summary>
    private static async Task<int> CheckBeforeAnything(CommandLine command, TextWriter output, TimeProvider machine)
    {
        var scratch = Directory.CreateTempSubdirectory("hoiqc-check-").FullName;
        try
        {
            using (await DataFolder.Open(command with { Data = scratch, Database = null }, machine))
            {
                // Now there is a folder to check against.
            }
            return await Run(command with { Data = scratch, Database = null }, output, machine);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Serves the command on the local socket.</summary>
    public static IEndpointConventionBuilder MapLocalImport(this IEndpointRouteBuilder routes) =>
        LocalSocket.Map<Request, SetupAnswer>(routes, Address, (request, services) => services.GetRequiredService<ISetup>().Import(request.Folder, request.Check, Actor.Operator));

    /// <summary>An import's report as people read it.</summary>
    internal static SetupAnswer Answer(ImportReport report)
    {
        ImmutableArray<SetupFault> faults = [.. report.Faults.Select(fault => new SetupFault(fault.File, fault.Row == 0 ? null : fault.Row, fault.Column.Length == 0 ? null : fault.Column, fault.Sentence))];
        if (!report.Accepted)
        {
            var listed = report.FaultCount > faults.Length ? $", dưới đây là {faults.Length} lỗi đầu" : "";
            return new(false, $"Chưa nhập gì: có {Vietnamese.Number(report.FaultCount)} lỗi{listed}. Đề nghị sửa các tệp rồi nhập lại.", faults);
        }
        var ignored = report.Ignored.IsEmpty ? "" : $" Chưa đọc: {string.Join(", ", report.Ignored)}.";
        var unnamed = report.Unnamed.IsEmpty ? "" : $" Lưu ý: chưa có quy tắc nào giao việc cho loại tổ chức {string.Join(", ", report.Unnamed)}; đề nghị kiểm tra lại cách ghi.";
        var parts = new[] { ("đơn vị", report.Units), ("tổ chức", report.Bodies), ("quy tắc", report.Rules), ("dòng theo dõi", report.Tracking), ("minh chứng", report.Evidence) }
            .Where(part => part.Item2.All > 0)
            .Select(part => $"{part.Item1}: {Vietnamese.Number(part.Item2.New)} mới, {Vietnamese.Number(part.Item2.Changed)} thay đổi, {Vietnamese.Number(part.Item2.Unchanged)} giữ nguyên");
        return new(true, $"{(report.Checked ? "Kiểm tra xong, chưa lưu gì" : "Đã nhập")}: {string.Join("; ", parts)}; nghĩa vụ mới: {Vietnamese.Number(report.ObligationsMade)}.{ignored}{unnamed}", faults);
    }
}
