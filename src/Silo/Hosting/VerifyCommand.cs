using System.Collections.Immutable;
using HoiQC.Domain.Words;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Silo.Hosting;

/// <summary>The verify command: walks the record's chain and compares evidence with it, in the server that runs on the folder or by itself where none runs. It writes nothing.</summary>
public static class VerifyCommand
{
    private const string Address = "/local/verify";

    private sealed record Request(ImmutableArray<string> Heads);

    private sealed record Answer(bool Whole, ImmutableArray<string> Sentences);

    /// <summary>Runs it and prints what was found.</summary>
    /// <returns>0 for a whole record, 1 for one that was tampered with.</returns>
    public static async Task<int> Run(CommandLine command, TextWriter output)
    {
        if (!DatabaseChoice.Exists(command)) throw new CommandRefused($"Không có dữ liệu ở {DatabaseChoice.PlaceOf(command)}. Đề nghị ghi thư mục dữ liệu sau --data.");
        using var lease = await DataFolder.Hold(command, EngineOfBuild.Engine);
        var answer = lease is null
            ? await LocalSocket.Ask<Request, Answer>(command.Data, Address, new([.. command.Heads.Select(head => head.ToString())]))
            : await Alone(command);
        foreach (var sentence in answer.Sentences) await output.WriteLineAsync(sentence);
        return answer.Whole ? 0 : 1;
    }

    /// <summary>Serves the command on the local socket.</summary>
    public static IEndpointConventionBuilder MapLocalVerify(this IEndpointRouteBuilder routes) => LocalSocket.Map<Request, Answer>(
        routes, Address,
        (request, services) =>
        {
            var folder = services.GetRequiredService<DataFolder>();
            return Verify(folder.Database, folder.Path, [.. request.Heads.Select(RecordHead.Read).OfType<RecordHead>()], CancellationToken.None);
        });

    private static async Task<Answer> Alone(CommandLine command)
    {
        using var database = new Database(DatabaseChoice.Of(command, Postgres.Holding.Nothing));
        return await Verify(database, command.Data, command.Heads, CancellationToken.None);
    }

    private static async Task<Answer> Verify(Database database, string folder, ImmutableArray<RecordHead> given, CancellationToken cancellationToken)
    {
        var noted = new RecordHeads(folder).Read();
        ImmutableArray<KeptHead> kept =
        [
            .. noted.Select(one => new KeptHead(one.Head, $"{RecordHeads.FileName}, lúc {Vietnamese.InstantWithSeconds(one.At)}")),
            .. given.Select(head => new KeptHead(head, $"--head {head}")),
        ];
        var (chain, evidence) = await database.Read(connection => (new ChainWalk(connection, kept).Run(), EvidenceWalk.Of(connection)), cancellationToken);
        var file = await EvidenceWalk.FaultOf(evidence.Files, folder, cancellationToken);
        string[] faults = [.. chain.Faults, .. new[] { evidence.Fault, file }.OfType<string>()];
        return new(
            faults.Length == 0,
            [
                .. faults, .. Said(chain.Head, chain.Unsealed, chain.Faults.IsEmpty, noted.Length, given.Length),
                $"Đã đối chiếu với nhật ký: {Vietnamese.Number(evidence.Pieces)} minh chứng đã nộp, {Vietnamese.Number(evidence.Files.Length)} tệp đính kèm{(evidence.Fault is null && file is null ? ", không sai khác" : "")}.",
            ]);
    }

    private static IEnumerable<string> Said(RecordHead head, long unsealed, bool whole, int noted, int given)
    {
        yield return whole
            ? $"Nhật ký nguyên vẹn: {Vietnamese.Number(head.Number)} dòng đã niêm phong, đối chiếu với {Vietnamese.Number(noted)} dòng của {RecordHeads.FileName} và {Vietnamese.Number(given)} dấu ở --head."
            : "Nhật ký KHÔNG nguyên vẹn. Đề nghị giữ nguyên thư mục dữ liệu, sao lại để kiểm tra, và báo người có trách nhiệm.";
        yield return $"Chưa niêm phong: {Vietnamese.Number(unsealed)} dòng{(unsealed == 0 ? "" : "; máy chủ niêm phong trong vòng một giây, hoặc khi khởi động")}.";
        if (!head.IsNone) yield return $"Dòng cuối: {head}";
    }
}
