using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Boards;

/// <summary>A board as it was read.</summary>
/// <param name="Board">The projection.</param>
/// <param name="AsOf">The past it shows; null for now.</param>
/// <param name="Number">The newest transition it holds; null for as-of readings.</param>
/// <param name="Day">The day its days are counted from.</param>
public sealed record BoardReading(Board Board, AsOf? AsOf, long? Number, DateOnly Day)
{
    /// <summary>What was published and is still being applied ("đang áp dụng"); empty for the past.</summary>
    public ImmutableArray<string> Applying { get; init; } = [];

    /// <summary>What waits for review beside it; null where nothing is reviewed.</summary>
    public ReviewColumn? Reviews { get; init; }
}

/// <summary>
/// One cell as page, hub and export show it. A total is a cell too: Rule "*" sums a row, Row "*" sums a column, both "*" everything.
/// </summary>
/// <param name="Row">"unit:3430", "body:106-PartyCommittee" or "*".</param>
/// <param name="Rule">Rule code or "*".</param>
/// <param name="Status">Code of the worst status; its CSS class in lower case.</param>
/// <param name="Text">The short text: "! 5".</param>
/// <param name="Label">As it is spoken: "Xã Bản Hon, Đối thoại của Bí thư, quá hạn 12 ngày".</param>
/// <param name="Since">When the status began.</param>
/// <param name="Due">Earliest due day not fulfilled, else the last.</param>
/// <param name="All">In the denominator.</param>
/// <param name="Fulfilled">Fulfilled of them.</param>
/// <param name="Overdue">Overdue and escalated of them.</param>
/// <param name="Done">Sum of counts.</param>
/// <param name="Required">Sum of minimum counts.</param>
public sealed record CellView(
    string Row, string Rule, string Status, string Text, string Label, DateTimeOffset? Since, DateOnly? Due, int All, int Fulfilled, int Overdue, int Done, int Required)
{
    /// <summary>The cell of a line.</summary>
    public static CellView Of(string row, string rowName, string rule, string ruleName, Line line, DateOnly day) => new(
        row, rule, line.Status.ToString(), StatusWords.Cell(line, day), $"{rowName}, {ruleName}, {Vietnamese.Uncapital(StatusWords.Spoken(line, day))}",
        line.Since, line.Due, line.All, line.Fulfilled, line.Overdue, line.Done, line.Required);

    /// <summary>How a row is named in addresses, attributes and messages.</summary>
    public static string RowKey(RowHead head) => (head.Kind == RowKind.Unit ? "unit:" : "body:") + head.Id;
}

/// <summary>Reads boards: now from the board's grain, the past from the archive. One projection for page, API, hub and export.</summary>
public sealed class BoardReader(IGrainFactory grains, IArchive archive, INodeConfiguration node, IPublishing publishing, ReviewReader reviews, VietnamClock clock)
{
    /// <summary>Names of what was published and is still being applied.</summary>
    public ImmutableArray<string> Applying => [.. publishing.Running.Select(publication => publication.Name)];

    /// <summary>The day that boards of now count from.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>The newest rows on which boards of now depend; see <see cref="IArchive.NewestRows"/>.</summary>
    public Task<(long Transition, long Record)> NewestRows(CancellationToken cancellationToken = default) => archive.NewestRows(cancellationToken);

    /// <summary>The board of a unit that exists.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="year">The year.</param>
    /// <param name="asOf">The past to show; null for now.</param>
    /// <param name="live">For the feed: what the board has heard so far is enough, more will follow. Anybody else sees everything that is recorded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BoardReading> Read(Unit unit, int year, AsOf? asOf, bool live = false, CancellationToken cancellationToken = default)
    {
        var configuration = node.Current;
        if (asOf is not null)
        {
            var past = await archive.Board(unit.Code, year, asOf, cancellationToken);
            return new(Board.Compose(unit, year, configuration.Book.KnownOn(asOf.Day), past.Lines), asOf, null, asOf.Day) { Reviews = await reviews.Column(unit, year, asOf, communes: false, cancellationToken) };
        }
        var atLeast = live ? 0 : await archive.Newest(exact: true, cancellationToken);
        var lines = await grains.GetGrain<IBoardGrain>(unit.Code).Read(year, atLeast, configuration.Version);
        var bodies = (await archive.BodiesOf(unit.Code, cancellationToken)).ToDictionary(body => body.Id, StringComparer.Ordinal);
        var parts = lines.Lines.Select(line => new Part(Head(line), line.Rule, line.Line));
        return new(Board.Compose(unit, year, configuration.Book, parts), null, lines.Number, clock.Today)
        {
            Applying = Applying,
            Reviews = await reviews.Column(unit, year, null, communes: false, cancellationToken),
        };

        RowHead Head(LineRecord line) => line.IsUnit
            ? configuration.Tree.Find(line.Row) is { } child ? new(RowKind.Unit, child.Code, child.Name, child.ShortName) : new(RowKind.Unit, line.Row, line.Row, line.Row)
            : bodies.TryGetValue(line.Row, out var body) ? new(RowKind.Body, body.Id, body.Name, body.Name, body.Source == "demo") : new(RowKind.Body, line.Row, line.Row, line.Row);
    }

    /// <summary>Every commune at or below a unit (level=commune).</summary>
    public async Task<BoardReading> Communes(Unit unit, int year, AsOf? asOf, CancellationToken cancellationToken = default)
    {
        var parts = await archive.Communes(unit.Code, year, asOf, cancellationToken);
        return new(Board.Compose(unit, year, asOf is null ? node.Current.Book : node.Current.Book.KnownOn(asOf.Day), parts.Lines), asOf, asOf is null ? parts.Number : null, asOf?.Day ?? clock.Today)
        {
            Applying = asOf is null ? Applying : [],
            Reviews = await reviews.Column(unit, year, asOf, communes: true, cancellationToken),
        };
    }

    /// <summary>The board that was asked for, with the rows its filter shows.</summary>
    public async Task<BoardReading> Read(AskedBoard asked, CancellationToken cancellationToken = default)
    {
        var reading = asked.Communes
            ? await Communes(asked.Unit, asked.Year, asked.AsOf, cancellationToken)
            : await Read(asked.Unit, asked.Year, asked.AsOf, cancellationToken: cancellationToken);
        return reading with { Board = asked.Filter.Apply(reading.Board) };
    }

    /// <summary>Who has not done what a rule asks, with everybody who owes it.</summary>
    public async Task<(Gap Gap, ImmutableArray<Owing> Owing)> Gap(AskedBoard asked, RuleVersion rule, CancellationToken cancellationToken = default)
    {
        var owing = await asked.Board.Owing(rule.Code, asked.Year, asked.AsOf, cancellationToken);
        return (Domain.Boards.Gap.Compose(rule, owing), owing);
    }

    /// <summary>All cells of a reading, totals included.</summary>
    public static IEnumerable<CellView> Cells(BoardReading reading) => BoardCell.Of(reading).Select(cell => cell.View(reading));
}
