using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains.Record;
using HoiQC.Web.Access;
using HoiQC.Web.Boards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Record;

/// <summary>A row of the record.</summary>
/// <param name="Id">Row id; grows with every row.</param>
/// <param name="Number">Its number in the chain; null while it waits for its seal.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When.</param>
/// <param name="Account">Who: id of the account; empty where no account stands behind it.</param>
/// <param name="Name">Who, as the name was then.</param>
/// <param name="Via">page, api, command or system.</param>
/// <param name="From">From which address.</param>
/// <param name="What">What was done, as a dotted word.</param>
/// <param name="Words">The same in Vietnamese.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Unit">Code of the unit it belongs to; null for the whole of HoiQC.</param>
/// <param name="Old">What was before; a plain text where the row was altered and is no JSON any more.</param>
/// <param name="New">What is now; likewise.</param>
public sealed record RecordAnswer(
    long Id, long? Number, string? Hash, DateTimeOffset At, string Account, string Name, string Via, string From, string What, string Words, string Subject, string? Unit, JsonElement? Old, JsonElement? New)
{
    /// <summary>The answer for a row.</summary>
    public static RecordAnswer Of(RecordRow row) => new(
        row.Id, row.Seal?.Number, row.Seal?.Hash, row.At, row.By.Account, row.By.Name, row.By.Via, row.By.From, row.Entry.What, RecordWords.Of(row.Entry.What), row.Entry.Subject, row.Entry.Unit,
        Json(row.Entry.Old), Json(row.Entry.New));

    /// <summary>What the row holds; where it was altered and can no longer be read, the text as it lies there.</summary>
    private static JsonElement? Json(string? text)
    {
        if (text is null) return null;
        try
        {
            var read = JsonSerializer.Deserialize<JsonElement>(text);
            JsonSerializer.Serialize(Stream.Null, read);    // half a letter is seen only as it is written
            return read;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}

/// <summary>Rows of the record, the newest first.</summary>
/// <param name="Head">Where the chain ends, "number:hash".</param>
/// <param name="Items">The rows.</param>
/// <param name="Next">The before of what follows; null at the end.</param>
public sealed record RecordPageAnswer(string Head, ImmutableArray<RecordAnswer> Items, long? Next);

/// <summary>The record as API and as a table for a spreadsheet.</summary>
internal static class RecordEndpoints
{
    private const int OnePage = 100;
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Maps <c>/record</c> of the API.</summary>
    public static void MapRecordApi(this IEndpointRouteBuilder routes) => routes.MapGet("/record", Read).Needs(Act.ReadRecord, Where.Anywhere).WithTags("Record")
        .WithSummary("Who did what, the newest first").WithDescription("Rows of the units that may be inspected; rows without a unit only where that is everything.")
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Maps <c>/record.csv</c>; it takes the query of the page.</summary>
    public static void MapRecordExport(this IEndpointRouteBuilder routes) => routes.MapGet("/record.csv", Export).Needs(Act.ReadRecord, Where.UnitAsked("unit")).WithRecordHead().ExcludeFromDescription().Needs(Act.ReadRecord, Where.Anywhere);

    private static async Task<Results<Ok<RecordPageAnswer>, ProblemHttpResult>> Read([AsParameters] RecordAsked asked, Sight sight, CancellationToken cancellationToken)
    {
        var (question, refusal) = RecordQuestion.Of(asked, sight);
        if (question is null) return Problems.Of(refusal!);
        var rows = await question.Read(OnePage, null, cancellationToken);
        var head = await sight.RecordHead(cancellationToken);
        return TypedResults.Ok(new RecordPageAnswer(head.ToString(), [.. rows.Select(RecordAnswer.Of)], rows.Length == OnePage ? rows[^1].Id : null));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Export([AsParameters] RecordAsked asked, Sight sight, CancellationToken cancellationToken)
    {
        var (question, refusal) = RecordQuestion.Of(asked, sight);
        if (question is null) return Problems.Of(refusal!);
        var head = await sight.RecordHead(cancellationToken);
        return TypedResults.Stream(stream => Write(stream, question, head, cancellationToken), "text/csv; charset=utf-8", "nhat-ky.csv");
    }

    /// <summary>Writes the table piece by piece: a record of years does not have to fit into memory.</summary>
    private static async Task Write(Stream stream, RecordQuestion question, RecordHead head, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(WithMark.Preamble.ToArray(), cancellationToken);
        await Line(["Số", "Lúc", "Tài khoản", "Họ tên", "Qua", "Địa chỉ", "Việc", "Mã việc", "Về", "Đơn vị", "Trước và sau", "Dấu"]);
        for (var before = question.Before; ;)
        {
            var rows = await question.Read(OnePage * 5, before, cancellationToken);
            foreach (var row in rows) await Line(Cells(row));
            if (rows.Length < OnePage * 5) break;
            before = rows[^1].Id;
        }
        await Line(RecordHeadLine.Of(head));

        async Task Line(IEnumerable<string> cells) => await stream.WriteAsync(WithMark.GetBytes(Csv.Row(cells)), cancellationToken);
    }

    private static string[] Cells(RecordRow row) =>
    [
        row.Seal?.Number.ToString(CultureInfo.InvariantCulture) ?? "chưa niêm phong", Vietnamese.InstantWithSeconds(row.At), row.By.Account, row.By.Name, RecordText.Via(row.By.Via), row.By.From,
        RecordWords.Of(row.Entry.What), row.Entry.What, row.Entry.Subject, row.Entry.Unit ?? "", RecordText.Line(RecordText.Of(row.Entry.Old, row.Entry.New)), row.Seal?.Hash ?? "",
    ];
}
