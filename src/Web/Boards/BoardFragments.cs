using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Boards;

/// <summary>Parts of a board as HTML, which its script fetches again after changes. The same components as in the page.</summary>
public static class BoardFragments
{
    /// <summary>Maps them.</summary>
    public static void MapBoardFragments(this IEndpointRouteBuilder routes)
    {
        var boards = routes.MapGroup("/boards/{unit}").ExcludeFromDescription().Needs(Act.ReadBoard, Where.Unit("unit"));
        boards.MapGet("/alerts", Alerts);
        boards.MapGet("/gaps", Gaps);
        boards.MapGet("/figures", Figures);
    }

    private static async Task<Results<RazorComponentResult, NotFound>> Alerts(string unit, int year, Sight sight, INodeConfiguration node, CancellationToken cancellationToken) =>
        sight.Board(unit) is { } board ? new RazorComponentResult<AlertList>(new { Alerts = await Alert.Newest(board, node.Current, year, 20, null, cancellationToken) }) : TypedResults.NotFound();

    private static async Task<Results<RazorComponentResult, NotFound>> Gaps(string unit, int year, Sight sight, BoardQueries queries, BoardReader boards, ReviewReader reviews, INodeConfiguration node, CancellationToken cancellationToken)
    {
        if (await Read(sight, queries, unit, year, "", cancellationToken) is not { } asked) return TypedResults.NotFound();
        var reading = await boards.Read(asked, cancellationToken);
        return new RazorComponentResult<GapList>(new
        {
            Reviews = reading.Reviews is null ? null : reviews.GapOf(await reviews.List(asked.Board, year, null, cancellationToken)),
            ReviewsCsv = sight.May(Act.ReadReviews, asked.Unit) ? new BoardAddress(unit, year).ReviewsCsv : null,
            Gaps = await Alert.Gaps(asked.Board, node.Current, reading, cancellationToken),
            Csv = (Func<string, string>)(rule => $"/boards/{unit}/gaps.csv?rule={Uri.EscapeDataString(rule)}&year={year}"),
        });
    }

    private static async Task<Results<RazorComponentResult, NotFound>> Figures(string unit, int year, string? level, Sight sight, BoardQueries queries, BoardReader boards, CancellationToken cancellationToken) =>
        await Read(sight, queries, unit, year, level == UnitTree.Commune ? level : "", cancellationToken) is { } asked
            ? new RazorComponentResult<Figures>(new { (await boards.Read(asked, cancellationToken)).Board.Total })
            : TypedResults.NotFound();

    private static async Task<AskedBoard?> Read(Sight sight, BoardQueries queries, string unit, int year, string level, CancellationToken cancellationToken) =>
        (await queries.Read(sight, unit, new() { Year = year.ToString("D4", CultureInfo.InvariantCulture), Level = level }, cancellationToken)).Asked;
}
