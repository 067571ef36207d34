using System.Globalization;
using HoiQC.Domain.People;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.SignalR;

namespace HoiQC.Web.Boards.Live;

/// <summary>A browser opens one board at a time and hears of its changes. Path: /hubs/board.</summary>
internal sealed class BoardHub(BoardFeed feed, BoardQueries queries, Sights sights, Connections connections) : Hub<IBoardClient>
{
    /// <summary>
    /// Opens a board: the cells that changed after a number, or the whole board marked as reset. Changes that arrive before the answer are passed over;
    /// one whose Prev is not the last number known means: open again.
    /// </summary>
    /// <param name="unit">Unit code.</param>
    /// <param name="year">The year.</param>
    /// <param name="level">"" or "commune".</param>
    /// <param name="after">The number the page shows; 0 for none.</param>
    public async Task<BoardChange> Open(string? unit, int year, string? level, long after)
    {
        var query = new BoardQuery { Year = year.ToString("D4", CultureInfo.InvariantCulture), Level = level };
        var (asked, refusal) = await queries.Read(sights.Of(Viewer), unit ?? "", query, Context.ConnectionAborted);
        if (asked is null) throw new HubException(refusal!.Sentence);
        if (after < 0) throw new HubException("Số after phải từ 0 trở lên. Đề nghị tải lại trang.");

        // Group first, read after: what changes in between arrives twice rather than never.
        var key = new BoardKey(asked.Unit.Code, asked.Year, asked.Communes);
        await Leave();
        var board = feed.Followers.Follow(Context.ConnectionId, key) ?? throw new HubException("Máy chủ đang mở quá nhiều bảng. Đề nghị thử lại sau ít phút.");
        await Groups.AddToGroupAsync(Context.ConnectionId, key.Group);
        await Groups.AddToGroupAsync(Context.ConnectionId, BoardKey.AlertGroup(key.Unit));
        if (Context.ConnectionAborted.IsCancellationRequested) feed.Followers.Leave(Context.ConnectionId);
        return await board.Open(after, Context.ConnectionAborted);
    }

    private Viewer Viewer => Context.GetHttpContext()?.Viewer() ?? Viewer.Nobody;

    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        // The gate lets nobody through who is not signed in; a connection that came otherwise is none.
        if (Viewer.IsSomebody) return connections.Add(Viewer, Context);
        Context.Abort();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        feed.Followers.Leave(Context.ConnectionId);
        return Task.CompletedTask;
    }

    private async Task Leave()
    {
        if (feed.Followers.Leave(Context.ConnectionId) is not { } before) return;
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, before.Group);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, BoardKey.AlertGroup(before.Unit));
    }
}
