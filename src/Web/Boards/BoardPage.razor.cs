using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains.Ledger;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Boards;

/// <summary>The board of a unit, whole and as the address bar asks for it.</summary>
public sealed partial class BoardPage
{
    /// <summary>Rows on one page where every commune is a row.</summary>
    public const int PageSize = 100;

    /// <summary>Units below a board from which its sentences are read one by one, in the panels of its columns.</summary>
    public const int ManyUnits = 400;

    private Unit? _unit;
    private string? _refusal;
    private BoardAddress _address = null!;
    private BoardReading? _reading;
    private ImmutableArray<(int Year, int All, int Owed, int Overdue)> _years = [];
    private ImmutableArray<Alert> _alerts = [];
    private ImmutableArray<BodyRow> _found = [];
    private List<(Gap Gap, Column Column)>? _gaps;
    private List<Row> _shown = [];
    private int _page = 1;
    private int _pages = 1;
    private bool _deep;

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
        var tree = Node.Current.Tree;
        _unit = tree.Find(Code);
        if (_unit is null)
        {
            Navigation.NotFound();
            return;
        }
        if (Read(out var asOf, out var year) is { } refusal)
        {
            _refusal = refusal;
            return;
        }
        _years = await Archive.Years(Code, asOf, cancel);
        _deep = tree.Children(Code).Any(child => !tree.Children(child.Code).IsEmpty);
        _address = new(Code, year ?? BoardYears.Newest(_years, Clock.Today), asOf, Level == "commune" && _deep, Q?.Trim() ?? "", Overdue is "true" or "on" or "1");
        _reading = _address.Communes ? await Boards.Communes(_unit, _address.Year, asOf, cancel) : await Boards.Read(_unit, _address.Year, asOf, cancel);
        Show();
        if (_address.Search.Length > 0) _found = await Archive.SearchBodies(Code, _address.Search, 12, cancel);
        _alerts = await Alert.Newest(Archive, Node.Current, Code, _address.Year, 20, cancel);
        if (tree.Subtree(Code).Take(ManyUnits).Count() < ManyUnits) _gaps = await Gaps(Archive, Node.Current, _reading, Code, cancel);
    }

    /// <summary>The sentence of every column.</summary>
    internal static async Task<List<(Gap, Column)>> Gaps(IArchive archive, Grains.Configuration.Configuration configuration, BoardReading reading, string unit, CancellationToken cancellationToken)
    {
        var gaps = new List<(Gap, Column)>();
        foreach (var column in reading.Board.Columns)
            if (await Alert.Of(archive, configuration, unit, column.Rule.Code, reading.Board.Year, reading.AsOf, cancellationToken) is { } gap)
                gaps.Add((gap, column));
        return gaps;
    }

    private string? Read(out AsOf? asOf, out int? year)
    {
        (asOf, year) = (null, null);
        if (!string.IsNullOrWhiteSpace(Year))
        {
            if (!int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1945 or > 2200)
                return $"“{Year}” không phải là năm. Đề nghị chọn năm từ danh sách.";
            year = number;
        }
        if (string.IsNullOrWhiteSpace(AsOf)) return null;
        if (Days.Read(AsOf) is not { } day) return $"“{AsOf}” không phải là ngày. Đề nghị ghi ngày theo dạng ngày/tháng/năm.";
        if (day > Clock.Today) return $"Ngày {Vietnamese.Date(day)} chưa đến; hôm nay là {Vietnamese.Date(Clock.Today)}. Đề nghị chọn một ngày đã qua.";
        asOf = new(day, Basis == "happened");
        return null;
    }

    private void Show()
    {
        var text = Vietnamese.Fold(_address.Search);
        var rows = _reading!.Board.WorstFirst
            .Where(row => !_address.OverdueOnly || row.Total.Overdue > 0)
            .Where(row => text.Length == 0 || Vietnamese.Fold(row.Head.Name).Contains(text, StringComparison.Ordinal))
            .ToList();
        if (_address.Communes)
        {
            _pages = Math.Max(1, (rows.Count + PageSize - 1) / PageSize);
            _page = int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, _pages) : 1;
            rows = [.. rows.Skip((_page - 1) * PageSize).Take(PageSize)];
        }
        _shown = rows;
    }
}
