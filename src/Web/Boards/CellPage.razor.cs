using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;
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
    private Gap? _gap;
    private ImmutableArray<Owing> _owing = [];
    private ImmutableArray<(RuleVersion Rule, Line Line)> _lines = [];
    private ImmutableArray<(BodyFacts Facts, Duty Duty)> _duties = [];
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
        var (asked, refusal) = await Queries.Read(Code, new(Year, AsOf, string.IsNullOrEmpty(AsOf) ? null : Basis, Rule: Rule == "*" ? null : Rule), cancel);
        _refusal = refusal is { Kind: not RefusalKind.Unknown } ? refusal : null;
        var row = asked is null ? null : await Find(asked.Unit.Code, cancel);
        if (refusal is { Kind: RefusalKind.Unknown } || (asked is not null && row is null)) Navigation.NotFound();
        if (asked is null || row is null) return;

        (_address, _rule, _day) = (BoardAddress.Of(asked), asked.Rule, asked.AsOf?.Day ?? Clock.Today);
        (_rowName, var unit, var body) = row.Value;
        if (_rule is null) await ReadRow(unit, body, cancel);
        else await ReadCell(_rule, unit, body, cancel);
    }

    /// <summary>The name of the row, the unit it stands for or stands in, and the body if it is one.</summary>
    private async Task<(string Name, string Unit, BodyRow? Body)?> Find(string board, CancellationToken cancel)
    {
        var tree = Node.Current.Tree;
        if (Row is null or "" or "*") return (tree.Find(board)!.Name, board, null);
        if (Row.StartsWith("unit:", StringComparison.Ordinal)) return tree.Find(Row[5..]) is { } unit ? (unit.Name, unit.Code, null) : null;
        if (!Row.StartsWith("body:", StringComparison.Ordinal)) return null;
        return await Ledger.FindBody(Row[5..], cancel) is { } body ? (body.Name, body.Unit, body) : null;
    }

    private async Task ReadCell(RuleVersion rule, string unit, BodyRow? body, CancellationToken cancel)
    {
        var all = await Archive.Owing(unit, rule.Code, _address!.Year, _address.AsOf, cancellationToken: cancel);
        _owing = body is null ? all : [.. all.Where(one => one.Body == body.Id)];
        if (_owing.IsEmpty) return;
        _line = Line.Sum(_owing.Select(one => one.Line));
        _gap = Gap.Compose(rule, _owing);
        // Few enough to be shown whole; a province is a list.
        if (_owing.Length > 2) return;
        var duties = ImmutableArray.CreateBuilder<(BodyFacts, Duty)>();
        foreach (var one in _owing)
        {
            if (await Ledger.Facts(one.Body, cancel) is not { } facts) continue;
            foreach (var row in facts.Obligations.Where(row => row.Key.Rule == rule.Code && row.Year == _address.Year).OrderBy(row => row.Due))
            {
                duties.Add((facts, Duty.Of(Node.Current, facts, row, At, _address.AsOf is { Happened: true })));
                _transitions[row.Key] = [.. (await Archive.TransitionsOf(row.Key, cancel)).Where(change => change.At <= At)];
            }
        }
        _duties = duties.ToImmutable();
        if (_owing is not [var only]) return;
        _reminders = [.. (await Archive.Reminders(only.Body, null, 100, cancel)).Where(reminder => reminder.Key.Rule == rule.Code && reminder.At <= At)];
        _calls = [.. (await Archive.Calls(only.Body, null, 20, cancel)).Where(call => call.On <= _day)];
    }

    private async Task ReadRow(string unit, BodyRow? body, CancellationToken cancel)
    {
        var found = Node.Current.Tree.Find(Code)!;
        var board = (await Boards.Read(found, _address!.Year, _address.AsOf, cancellationToken: cancel)).Board;
        var key = Row is null or "" ? "*" : Row;
        if (board.Rows.FirstOrDefault(row => CellView.RowKey(row.Head) == key) is { } row)
        {
            _line = row.Total;
            _lines = [.. board.Columns.Where(column => row.Cells.ContainsKey(column.Rule.Code)).Select(column => (column.Rule, row.Cells[column.Rule.Code]))];
        }
        else if (key == "*" || body is null)
        {
            // A commune of a board that shows every commune is a unit with a board of its own.
            var own = key == "*" || unit == Code ? board : (await Boards.Read(Node.Current.Tree.Find(unit)!, _address.Year, _address.AsOf, cancellationToken: cancel)).Board;
            _line = own.Total;
            _lines = [.. own.Columns.Select(column => (column.Rule, column.Total))];
        }
    }

    private DateTimeOffset At => _address?.AsOf is { } past ? VietnamTime.EndOf(past.Day) : Clock.Now;
}
