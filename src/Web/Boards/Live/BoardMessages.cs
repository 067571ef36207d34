using System.Collections.Immutable;

namespace HoiQC.Web.Boards.Live;

/// <summary>What a browser hears. Names as the client listens for them: Changed, Heartbeat, Alerts.</summary>
public interface IBoardClient
{
    /// <summary>Cells of the open board are new. A client whose last number is not <see cref="BoardChange.Prev"/> opens again.</summary>
    Task Changed(BoardChange change);

    /// <summary>Every five seconds: the feed lives.</summary>
    Task Heartbeat(Heartbeat beat);

    /// <summary>New alerts stand at these units, which are the open one or below it.</summary>
    Task Alerts(ImmutableArray<string> units);
}

/// <summary>What is new on a board, or all of it.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Year">The year.</param>
/// <param name="Level">"" or "commune".</param>
/// <param name="Prev">The number this follows; it may be the same as <paramref name="Seq"/>.</param>
/// <param name="Seq">The number the board shows now.</param>
/// <param name="Reset">
/// The cells are the whole board, rows and columns may be others. A board of more than <see cref="MostCells"/> cells sends none:
/// the client reads the board over HTTP and opens again with its number.
/// </param>
/// <param name="Cells">The cells as they are to be shown.</param>
public sealed record BoardChange(string Unit, int Year, string Level, long Prev, long Seq, bool Reset, ImmutableArray<CellView> Cells)
{
    /// <summary>The most cells a reset carries.</summary>
    public const int MostCells = 5000;
}

/// <summary>A sign of life.</summary>
/// <param name="Seq">The newest transition number there is.</param>
/// <param name="Day">The local day; a page of another day reads itself again.</param>
/// <param name="Clock">The clock's text.</param>
/// <param name="Applying">What was published and is still being applied.</param>
public sealed record Heartbeat(long Seq, DateOnly Day, string Clock, ImmutableArray<string> Applying);

/// <summary>A board that somebody may follow.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Year">The year.</param>
/// <param name="Communes">Every commune below, instead of child units and own bodies.</param>
public readonly record struct BoardKey(string Unit, int Year, bool Communes)
{
    /// <summary>Its level as the address writes it.</summary>
    public string Level => Communes ? Domain.Units.UnitTree.Commune : "";

    /// <summary>Those who follow it.</summary>
    public string Group => $"board {Unit} {Year} {Level}";

    /// <summary>Those who are to hear of alerts at a unit.</summary>
    public static string AlertGroup(string unit) => "alerts " + unit;
}
