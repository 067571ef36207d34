using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace HoiQC.Web.Boards;

/// <summary>What the address of a board says, as it is written there. Page, API and export read the same words.</summary>
public sealed record BoardQuery
{
    /// <summary>Year of the obligations, 1990–2100; missing: the newest year whose obligations have begun.</summary>
    [FromQuery(Name = "year")] public string? Year { get; init; }

    /// <summary>Shows the board as it stood at the end of that day (yyyy-MM-dd).</summary>
    [FromQuery(Name = "asOf")] public string? AsOf { get; init; }

    /// <summary>received (default) or happened.</summary>
    [FromQuery(Name = "basis")] public string? Basis { get; init; }

    /// <summary>commune: every commune below, instead of child units and own bodies.</summary>
    [FromQuery(Name = "level")] public string? Level { get; init; }

    /// <summary>Only rows whose name or code holds this, without regard to diacritics.</summary>
    [FromQuery(Name = "q")] public string? Q { get; init; }

    /// <summary>1: only rows with something overdue.</summary>
    [FromQuery(Name = "overdue")] public string? Overdue { get; init; }

    /// <summary>Rule code; a gap list needs it.</summary>
    [FromQuery(Name = "rule")] public string? Rule { get; init; }
}

/// <summary>A board query that makes sense, of a board that may be read.</summary>
/// <param name="Board">Whose board.</param>
/// <param name="Year">Which year's obligations.</param>
/// <param name="AsOf">The past to show; null for now.</param>
/// <param name="Communes">Every commune below, instead of child units and own bodies.</param>
/// <param name="Filter">Which rows.</param>
/// <param name="Rule">The rule's version of that year; null where none was named.</param>
public sealed record AskedBoard(BoardInSight Board, int Year, AsOf? AsOf, bool Communes, BoardFilter Filter, RuleVersion? Rule)
{
    /// <summary>Its unit.</summary>
    public Unit Unit => Board.Unit;
}

/// <summary>Understands what addresses say about boards, and refuses with a sentence what makes no sense.</summary>
public sealed class BoardQueries(INodeConfiguration node, VietnamClock clock)
{
    /// <summary>The first day that may be looked back at.</summary>
    public static readonly DateOnly FirstDay = new(1990, 1, 1);

    /// <summary>The board asked for, or the refusal: exactly one of them is null. A board that may not be seen is refused as one that is not there.</summary>
    public async Task<(AskedBoard? Asked, Refusal? Refusal)> Read(Sight sight, string unitCode, BoardQuery query, CancellationToken cancellationToken = default)
    {
        var (asOf, badDay) = ReadPast(query);
        if (sight.Board(unitCode, asOf?.Day) is not { } board) return (null, Refusal.Unknown(NoUnit(unitCode)));
        if (badDay is not null) return (null, badDay);
        var (given, badYear) = ReadYear(query.Year);
        if (badYear is not null) return (null, badYear);
        if (query.Level is not (null or "" or UnitTree.Commune))
            return (null, Refusal.Invalid($"Cấp {Problems.Quote(query.Level)} không hợp lệ; chỉ nhận level=commune hoặc bỏ trống.", "level"));
        if (query.Overdue is not (null or "" or "0" or "1" or "true" or "false" or "on"))
            return (null, Refusal.Invalid($"Giá trị {Problems.Quote(query.Overdue)} không hợp lệ; chỉ nhận overdue=1 hoặc bỏ trống.", "overdue"));
        if (query.Q?.Length > 200) return (null, Refusal.Invalid("Từ tìm kiếm dài quá 200 ký tự. Đề nghị rút gọn.", "q"));

        var year = given ?? await YearFor(sight, () => board.Years(asOf, cancellationToken), asOf, cancellationToken);
        RuleVersion? rule = null;
        if (!string.IsNullOrEmpty(query.Rule))
        {
            rule = node.Current.Book.Of(query.Rule, year);
            if (rule is null) return (null, Refusal.Unknown($"Không có quy tắc mang mã {Problems.Quote(query.Rule)}. Đề nghị xem mã trong bộ quy tắc."));
        }
        return (new(board, year, asOf, query.Level == UnitTree.Commune, new(Blank(query.Q), query.Overdue is "1" or "true" or "on"), rule), null);
    }

    /// <summary>What is said of a unit that is not there.</summary>
    public static string NoUnit(string code) => $"Không có đơn vị mang mã {Problems.Quote(code)}. Đề nghị kiểm tra lại mã đơn vị.";

    /// <summary>A year as an address writes it; null for none.</summary>
    public static (int? Year, Refusal? Refusal) ReadYear(string? text)
    {
        if (string.IsNullOrEmpty(text)) return (null, null);
        return text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1990 and <= 2100
            ? (year, null)
            : (null, Refusal.Invalid($"Năm {Problems.Quote(text)} không hợp lệ; đề nghị ghi một năm từ 1990 đến 2100, ví dụ 2023.", "year"));
    }

    /// <summary>The year a page opens on: the sample's, else the newest whose obligations have begun.</summary>
    /// <param name="sight">Who looks.</param>
    /// <param name="read">Years that have obligations, read where they are needed.</param>
    /// <param name="asOf">The past to show; null for now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> YearFor(Sight sight, Func<Task<ImmutableArray<(int Year, int All, int Owed, int Overdue)>>> read, AsOf? asOf = null, CancellationToken cancellationToken = default)
    {
        if ((await sight.Folder(cancellationToken)).SampleYear is { } sample) return sample;
        var day = asOf?.Day ?? clock.Today;
        foreach (var (year, all, _, _) in (await read()).OrderByDescending(row => row.Year))
            if (all > 0 && Opening.HasBegun(node.Current.Book, year, day)) return year;
        return day.Year;
    }

    private (AsOf? AsOf, Refusal? Refusal) ReadPast(BoardQuery query)
    {
        if (query.Basis is not (null or "" or "received" or "happened"))
            return (null, Refusal.Invalid($"Cách tính {Problems.Quote(query.Basis)} không hợp lệ; chỉ nhận basis=received (theo ngày nhận) hoặc basis=happened (theo ngày thực hiện).", "basis"));
        var happened = query.Basis == "happened";
        if (string.IsNullOrEmpty(query.AsOf)) return (happened ? new(clock.Today, Happened: true) : null, null);
        if (!DateOnly.TryParseExact(query.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (null, Refusal.Invalid($"Ngày {Problems.Quote(query.AsOf)} không có thật; ghi theo dạng năm-tháng-ngày, ví dụ 2023-12-28.", "asOf"));
        if (day > clock.Today)
            return (null, Refusal.Invalid($"Ngày {Vietnamese.Date(day)} chưa đến; hôm nay là {Vietnamese.Date(clock.Today)}. Đề nghị chọn ngày không sau hôm nay.", "asOf"));
        if (day < FirstDay)
            return (null, Refusal.Invalid($"Chỉ xem lại được từ ngày {Vietnamese.Date(FirstDay)}. Đề nghị chọn ngày sau đó.", "asOf"));
        return (new(day, happened), null);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
