using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Bodies;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Boards;

/// <summary>What stands behind one cell. The board's script shows it at the side; the same address is a page of its own.</summary>
public sealed partial class CellPage
{
    private const int Most = 200;

    private Refusal? _refusal;
    private BoardAddress? _address;
    private RuleVersion? _rule;
    private string _rowName = "";
    private Line? _line;
    private DateOnly _day;
    private bool _named;
    private Gap? _gap;
    private ImmutableArray<Owing> _owing = [];
    private ImmutableArray<(RuleVersion Rule, Line Line)> _lines = [];
    private ImmutableArray<(BodyInSight Body, BodyFacts Facts, Duty Duty)> _duties = [];
    private ImmutableArray<ReminderRow> _reminders = [];
    private ImmutableArray<CallRow> _calls = [];
    private readonly Dictionary<ObligationKey, ImmutableArray<TransitionRow>> _transitions = [];

    /// <summary>Unit code of the board.</summary>
    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromQuery] private string? Row { get; set; }
    [SupplyParameterFromQuery] private string? Rule { get; set; }
    [SupplyParameterFromQuery] private string? Year { get; set; }
    [SupplyParameterFromQuery] private string? AsOf { get; set; }
    [SupplyParameterFromQuery] private string? Basis { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var cancel = Context?.RequestAborted ?? CancellationToken.None;
        var (asked, refusal) = await Queries.Read(Sight, Code, new() { Year = Year, AsOf = AsOf, Basis = string.IsNullOrEmpty(AsOf) ? null : Basis, Rule = Rule == "*" ? null : Rule }, cancel);
        _refusal = refusal is { Kind: not RefusalKind.Unknown } ? refusal : null;
        var row = asked is null ? null : await Find(asked, cancel);
        if (refusal is { Kind: RefusalKind.Unknown } || (asked is not null && row is null)) Navigation.NotFound();
        if (asked is null || row is null) return;

        (_address, _rule, _day, _named) = (BoardAddress.Of(asked), asked.Rule, asked.AsOf?.Day ?? Clock.Today, Sight.May(Act.ReadUnit, asked.Unit));
        (_rowName, var board, var body) = row.Value;
        if (_rule is null) await ReadRow(asked, board, body, cancel);
        else await ReadCell(_rule, board, body, cancel);
    }

    /// <summary>The name of the row, the unit it stands for or stands in, and the body if it is one. A row that may not be seen is none.</summary>
    private async Task<(string Name, BoardInSight Board, BodyRow? Body)?> Find(AskedBoard asked, CancellationToken cancel)
    {
        if (Row is null or "" or "*") return (asked.Unit.Name, asked.Board, null);
        if (Row.StartsWith("unit:", StringComparison.Ordinal)) return Sight.Board(Row[5..], asked.AsOf?.Day) is { } unit ? (unit.Unit.Name, unit, null) : null;
        if (!Row.StartsWith("body:", StringComparison.Ordinal)) return null;
        return (await Sight.Body(Row[5..], cancel))?.Row is { } body && Sight.Board(body.Unit, asked.AsOf?.Day) is { } board ? (body.Name, board, body) : null;
    }

    private async Task ReadCell(RuleVersion rule, BoardInSight board, BodyRow? body, CancellationToken cancel)
    {
        var all = await board.Owing(rule.Code, _address!.Year, _address.AsOf, cancel);
        _owing = body is null ? all : [.. all.Where(one => one.Body == body.Id)];
        if (_owing.IsEmpty) return;
        _line = Line.Sum(_owing.Select(one => one.Line));
        _gap = Gap.Compose(rule, _owing);
        // Few enough to be shown whole; a province is a list.
        if (_owing.Length > 2) return;
        var duties = ImmutableArray.CreateBuilder<(BodyInSight, BodyFacts, Duty)>();
        foreach (var one in _owing)
        {
            if (await Sight.Body(one.Body, cancel) is not { } seen) continue;
            var facts = await seen.Facts(cancel);
            foreach (var row in facts.Obligations.Where(row => row.Key.Rule == rule.Code && row.Year == _address.Year).OrderBy(row => row.Due))
            {
                duties.Add((seen, facts, Duty.Of(Node.Current, facts, row, At, _address.AsOf is { Happened: true })));
                _transitions[row.Key] = [.. (await seen.TransitionsOf(row, cancel)).Where(change => change.At <= At)];
            }
        }
        _duties = duties.ToImmutable();
        if (_owing is not [var only] || await Sight.Body(only.Body, cancel) is not { } alone) return;
        _reminders = [.. (await alone.Reminders(100, cancel)).Where(reminder => reminder.Key.Rule == rule.Code && reminder.At <= At)];
        _calls = [.. (await alone.Calls(20, cancel)).Where(call => call.On <= _day)];
    }

    private async Task ReadRow(AskedBoard asked, BoardInSight rowBoard, BodyRow? body, CancellationToken cancel)
    {
        var shown = asked with { Communes = false, Filter = BoardFilter.None };
        var board = (await Boards.Read(shown, cancel)).Board;
        var key = Row is null or "" ? "*" : Row;
        if (board.Rows.FirstOrDefault(row => CellView.RowKey(row.Head) == key) is { } row)
        {
            _line = row.Total;
            _lines = [.. board.Columns.Where(column => row.Cells.ContainsKey(column.Rule.Code)).Select(column => (column.Rule, row.Cells[column.Rule.Code]))];
        }
        else if (key == "*" || body is null)
        {
            // A commune of a board that shows every commune is a unit with a board of its own.
            var own = key == "*" || rowBoard.Unit.Code == Code ? board : (await Boards.Read(shown with { Board = rowBoard }, cancel)).Board;
            _line = own.Total;
            _lines = [.. own.Columns.Select(column => (column.Rule, column.Total))];
        }
    }

    private DateTimeOffset At => _address?.AsOf is { } past ? VietnamTime.EndOf(past.Day) : Clock.Now;
}
