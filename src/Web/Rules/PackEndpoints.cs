using System.Collections.Immutable;
using System.ComponentModel;
using HoiQC.Domain.People;
using HoiQC.Grains.Configuration;
using HoiQC.Grains;
using HoiQC.Web.Access;
using HoiQC.Web.Record;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace HoiQC.Web.Rules;

/// <summary>What taking a pack came to.</summary>
/// <param name="Stored">Whether it is stored; false for a check.</param>
/// <param name="Sentence">What is new, changed and kept.</param>
public sealed record PackAnswer(bool Stored, string Sentence);

/// <summary>A row of a pack that cannot be taken.</summary>
/// <param name="Row">Its line, 1 for the head; null where the whole file is meant.</param>
/// <param name="Column">The column; null where the whole row is meant.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record PackFaultAnswer(int? Row, string? Column, string Sentence);

/// <summary>The whole rule pack as a file, out and in.</summary>
internal static class PackEndpoints
{
    private const int Limit = 1 << 20;
    private const string Csv = "text/csv";

    /// <summary>Maps <c>/rules.csv</c> and <c>/rules/import</c> of the API.</summary>
    public static void MapPackApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Rules").Needs(Act.BeHere);
        group.MapGet("/rules.csv", Export).WithRecordHead(inFile: false).WithSummary("The whole pack, one line a version").Produces<string>(StatusCodes.Status200OK, Csv);
        group.MapPost("/rules/import", Import).Needs(Act.Configure).WithSummary("Takes a pack: new rules and new versions are added, or nothing where a row is bad")
            .WithDescription("A body of type text/csv with the columns of rules.csv, one line a version. The same file again changes nothing.")
            .Accepts<string>(Csv).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<FileContentHttpResult> Export(IGrainFactory grains) =>
        TypedResults.File(PackCsv.Write(await grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Read()), Csv + "; charset=utf-8", "rules.csv");

    private static async Task<Results<Ok<PackAnswer>, ProblemHttpResult>> Import(
        HttpRequest request, [Description("true: only say what would be done.")] string? check, ISetup setup, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Chỉ nhận tệp CSV. Đề nghị gửi với Content-Type: text/csv.");
        if (check is not (null or "" or "0" or "1" or "true" or "false"))
            return Problems.Of(StatusCodes.Status400BadRequest, $"Giá trị {Problems.Quote(check)} không hợp lệ; chỉ nhận check=true hoặc bỏ trống.", "check");
        if (await Body(request, cancellationToken) is not { } bytes)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "Tệp quy tắc lớn hơn 1 MB nên chưa được nhận. Đề nghị chia thành nhiều tệp.");

        var only = check is "1" or "true";
        var answer = await setup.ImportRules(bytes, only, request.HttpContext.Actor());
        return answer.Done ? TypedResults.Ok(new PackAnswer(!only, answer.Sentence)) : Refused(answer);
    }

    private static ProblemHttpResult Refused(SetupAnswer answer)
    {
        var problem = Problems.Of(StatusCodes.Status422UnprocessableEntity, answer.Sentence);
        problem.ProblemDetails.Extensions["faults"] = answer.Faults.Select(fault => new PackFaultAnswer(fault.Row, fault.Column, fault.Sentence)).ToImmutableArray();
        return problem;
    }

    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Limit) return null;
        using var held = new MemoryStream();
        await request.Body.CopyToAsync(held, cancellationToken);
        return held.Length <= Limit ? held.ToArray() : null;
    }
}
