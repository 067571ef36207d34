using HoiQC.Domain.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Boards;

/// <summary>Parts of a board as HTML, which its script fetches again after changes. The same components as in the page.</summary>
public static class BoardFragments
{
    /// <summary>Maps them.</summary>
    public static void MapBoardFragments(this IEndpointRouteBuilder routes)
    {
        var boards = routes.MapGroup("/boards/{unit}").ExcludeFromDescription();
        boards.MapGet("/alerts", Alerts);
        boards.MapGet("/gaps", Gaps);
        boards.MapGet("/figures", Figures);
    }

    private static async Task<Results<RazorComponentResult<AlertList>, NotFound>> Alerts(string unit, int year, IArchive archive, INodeConfiguration node, CancellationToken cancellationToken) =>
        node.Current.Tree.Find(unit) is null ? TypedResults.NotFound()
            : new RazorComponentResult<AlertList>(new { Alerts = await Alert.Newest(archive, node.Current, unit, year, 20, null, cancellationToken) });

    private static async Task<Results<RazorComponentResult<GapList>, NotFound>> Gaps(string unit, int year, BoardReader boards, ReviewReader reviews, IArchive archive, INodeConfiguration node, CancellationToken cancellationToken)
    {
        if (node.Current.Tree.Find(unit) is not { } found) return TypedResults.NotFound();
        var reading = await boards.Read(found, year, null, cancellationToken: cancellationToken);
        return new RazorComponentResult<GapList>(new
        {
            Reviews = reading.Reviews is null ? null : reviews.GapOf(await reviews.List(unit, year, null, cancellationToken)),
            ReviewsCsv = new BoardAddress(unit, year).ReviewsCsv,
            Gaps = await BoardPage.Gaps(archive, node.Current, reading, unit, cancellationToken),
            Csv = (Func<string, string>)(rule => $"/boards/{unit}/gaps.csv?rule={Uri.EscapeDataString(rule)}&year={year}"),
        });
    }

    private static async Task<Results<RazorComponentResult<Figures>, NotFound>> Figures(string unit, int year, string? level, BoardReader boards, INodeConfiguration node, CancellationToken cancellationToken)
    {
        if (node.Current.Tree.Find(unit) is not { } found) return TypedResults.NotFound();
        var reading = level == "commune" ? await boards.Communes(found, year, null, cancellationToken) : await boards.Read(found, year, null, cancellationToken: cancellationToken);
        return new RazorComponentResult<Figures>(new { reading.Board.Total });
    }
}
