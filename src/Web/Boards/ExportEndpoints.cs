using System.Globalization;
using HoiQC.Domain.Boards;
using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using HoiQC.Web.Record;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Boards;

/// <summary>Boards and gap lists as tables for a spreadsheet, from the projection that the page shows.</summary>
public static class ExportEndpoints
{
    /// <summary>Maps <c>/boards/{unit}/board.csv</c> and <c>gaps.csv</c>; they take the query of the page.</summary>
    public static RouteGroupBuilder MapExports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/boards/{unit}").WithRecordHead().ExcludeFromDescription().Needs(Act.ReadBoard, Where.Unit("unit"));
        group.MapGet("/board.csv", Board);
        group.MapGet("/gaps.csv", Gaps);
        group.MapGet("/reviews.csv", ReviewEndpoints.Csv).Needs(Act.ReadReviews, Where.Unit("unit"));
        return group;
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Board(
        string unit, [AsParameters] BoardQuery query, Sight sight, BoardQueries queries, BoardReader reader, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await queries.Read(sight, unit, query, cancellationToken);
        if (asked is null) return Problems.Of(refusal!);

        var reading = await reader.Read(asked, cancellationToken);
        return File("bang", asked, BoardRows(reading, asked.Filter));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Gaps(
        string unit, [AsParameters] BoardQuery query, Sight sight, BoardQueries queries, BoardReader reader, INodeConfiguration node, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await queries.Read(sight, unit, query, cancellationToken);
        if (asked is null) return Problems.Of(refusal!);
        if (asked.Rule is not { } rule) return Problems.Of(BoardEndpoints.NoRule);

        var (gap, owing) = await reader.Gap(asked, rule, cancellationToken);
        return File("chua-thuc-hien-" + rule.Code, asked, GapRows(gap, owing, node.Current.Tree, asked.AsOf?.Day ?? reader.Today));
    }

    private static IEnumerable<IEnumerable<string>> BoardRows(BoardReading reading, BoardFilter filter)
    {
        var board = reading.Board;
        yield return
        [
            "Loại", "Mã", "Tên",
            .. board.Columns.SelectMany(column => Numbers.Select(number => $"{column.Rule.ShortName}: {number}")),
            .. Numbers.Select(number => $"Cộng: {number}"),
            .. reading.Reviews is { } head ? [$"{Waiting.Head}: số minh chứng", $"{Waiting.Head}: quá {head.WorkingDays} ngày làm việc"] : Array.Empty<string>(),
        ];
        foreach (var row in board.Rows)
        {
            yield return
            [
                row.Head.Kind == RowKind.Unit ? "Đơn vị" : "Tổ chức", row.Head.Id, row.Head.Demo ? row.Head.Name + " (minh họa)" : row.Head.Name,
                .. board.Columns.SelectMany(column => Cells(row.Cells.GetValueOrDefault(column.Rule.Code), reading.Day)),
                .. Cells(row.Total, reading.Day),
                .. Reviews(reading.Reviews?.Of(row.Head)),
            ];
        }
        yield return
        [
            "Cộng", "", filter.IsNone ? board.Unit.Name : $"{board.Unit.Name} (chỉ các dòng đang lọc)",
            .. board.Columns.SelectMany(column => Cells(column.Total, reading.Day)),
            .. Cells(board.Total, reading.Day),
            .. Reviews(reading.Reviews?.Total(board)),
        ];
    }

    private static IEnumerable<IEnumerable<string>> GapRows(Gap gap, IReadOnlyCollection<Owing> owing, UnitTree tree, DateOnly day)
    {
        var byBody = owing.ToDictionary(one => one.Body, StringComparer.Ordinal);
        yield return ["STT", "Mã đơn vị", "Đơn vị", "Mã tổ chức", "Tổ chức", "Trạng thái", "Hạn", "Đã làm", "Phải làm"];
        foreach (var (missing, index) in gap.List.Select((missing, index) => (missing, index)))
        {
            var one = byBody[missing.Id];
            yield return
            [
                Number(index + 1), one.Unit, tree.Find(one.Unit)?.Name ?? one.UnitShortName, one.Body, one.BodyName,
                StatusWords.Spoken(one.Line, day), one.Line.Due is { } due ? Vietnamese.Date(due) : "", Number(one.Line.Done), Number(one.Line.Required),
            ];
        }
        yield return
        [
            "Cộng", "", "", "", gap.Sentence, $"{Number(gap.N)}/{Number(gap.Of)} chưa hoàn thành", "",
            Number(gap.List.Sum(one => byBody[one.Id].Line.Done)), Number(gap.List.Sum(one => byBody[one.Id].Line.Required)),
        ];
    }

    private static readonly string[] Numbers = ["trạng thái", "hạn", "đã hoàn thành", "phải hoàn thành", "quá hạn"];

    private static string[] Cells(Line? line, DateOnly day) => line is null
        ? ["", "", "", "", ""]
        : [StatusWords.Spoken(line, day), line.Due is { } due ? Vietnamese.Date(due) : "", Number(line.Fulfilled), Number(line.All), Number(line.Overdue)];

    private static string[] Reviews(Waiting? waiting) => waiting is null ? [] : [Number(waiting.All), Number(waiting.Late)];

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static FileContentHttpResult File(string name, AskedBoard asked, IEnumerable<IEnumerable<string>> rows)
    {
        var past = asked.AsOf is { } asOf ? $"-tai-ngay-{asOf.Day:yyyy-MM-dd}" : "";
        return TypedResults.File(Csv.Write(rows), "text/csv; charset=utf-8", $"{name}-{asked.Unit.Code}-{Number(asked.Year)}{past}.csv");
    }
}
