using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Boards;

/// <summary>The board of a unit as the address bar asks for it.</summary>
public sealed partial class BoardPage
{
    /// <summary>Rows on one page where every commune is a row.</summary>
    public const int PageSize = 100;

    /// <summary>Units below a board from which its sentences are read one by one, in the panels of its columns.</summary>
    public const int ManyUnits = 400;

    private Unit? _unit;
    private Refusal? _refusal;
    private BoardAddress _address = null!;
    private BoardReading? _reading;
    private ImmutableArray<(int Year, int All, int Owed, int Overdue)> _years = [];
    private DateOnly _day;
    private ImmutableArray<Alert> _alerts = [];
    private ImmutableArray<BodyRow> _found = [];
    private List<(Gap Gap, Column Column)>? _gaps;
    private ReviewGap? _reviewGap;
    private List<Row> _shown = [];
    private int _page = 1;
    private int _pages = 1;
    private bool _deep;
    private bool _named;
    private bool _tv;

    /// <summary>Unit code.</summary>
    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromQuery] private string? Year { get; set; }
    [SupplyParameterFromQuery] private string? AsOf { get; set; }
    [SupplyParameterFromQuery] private string? Basis { get; set; }
    [SupplyParameterFromQuery] private string? Level { get; set; }
    [SupplyParameterFromQuery] private string? Q { get; set; }
    [SupplyParameterFromQuery] private string? Overdue { get; set; }
    [SupplyParameterFromQuery] private string? Page { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var cancel = Context?.RequestAborted ?? CancellationToken.None;
        // A form sends what was left empty too, and a day that was cleared takes its basis along.
        var query = new BoardQuery { Year = Year, AsOf = AsOf, Basis = string.IsNullOrEmpty(AsOf) ? null : Basis, Level = Level, Q = Q, Overdue = Overdue };
        (var asked, _refusal) = await Queries.Read(Sight, Code, query, cancel);
        if (_refusal is { Kind: RefusalKind.Unknown }) Navigation.NotFound();
        if (asked is null) return;

        _unit = asked.Unit;
        _address = BoardAddress.Of(asked);
        _day = asked.AsOf?.Day ?? Clock.Today;
        _years = await asked.Board.Years(asked.AsOf, cancel);
        var tree = Node.Current.Tree;
        _deep = tree.Children(Code).Any(child => !tree.Children(child.Code).IsEmpty);
        var whole = await Boards.Read(asked with { Filter = BoardFilter.None }, cancel);
        _reading = whole with { Board = asked.Filter.Apply(whole.Board) };
        _shown = [.. _reading.Board.WorstFirst];
        if (asked.Communes) Turn();
        var lists = Sight.Unit(Code);
        _named = lists is not null;
        _tv = Sight.Viewer.IsScreen;
        if (_address.Search.Length > 0 && lists is not null) _found = await lists.Search(_address.Search, 12, cancel);
        _alerts = await Alert.Newest(asked.Board, Node.Current, _address.Year, 20, asked.AsOf is { } past ? VietnamTime.EndOf(past.Day) : null, cancel);
        if (tree.Subtree(Code).Take(ManyUnits).Count() < ManyUnits) _gaps = await Alert.Gaps(asked.Board, Node.Current, whole, cancel);
        if (_gaps is not null && whole.Reviews is not null) _reviewGap = Reviews.GapOf(await Reviews.List(asked.Board, asked.Year, asked.AsOf, cancel));
    }

    private void Turn()
    {
        _pages = Math.Max(1, (_shown.Count + PageSize - 1) / PageSize);
        _page = int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, _pages) : 1;
        _shown = [.. _shown.Skip((_page - 1) * PageSize).Take(PageSize)];
    }
}
