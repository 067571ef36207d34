using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using Microsoft.VisualBasic.FileIO;

namespace HoiQC.Domain.Tests;

/// <summary>The default rule pack, the 13 communes of Tam Đường and short ways to write days and instants.</summary>
internal static class Samples
{
    /// <summary>Every row of data/rules.csv, in its order: one line a version.</summary>
    public static readonly ImmutableArray<ImmutableDictionary<string, string>> Pack = ReadPack();

    /// <summary>Its 30 rules.</summary>
    public static readonly ImmutableArray<string> Codes = [.. Pack.Select(row => row["code"]).Distinct(StringComparer.Ordinal)];

    /// <summary>The communes in the order of their codes.</summary>
    public static readonly ImmutableArray<Unit> Communes =
    [
        Commune("3390", "Thị trấn Tam Đường", "Thị trấn"), Commune("3394", "Xã Thèn Sin", "Thèn Sin"), Commune("3400", "Xã Tả Lèng", "Tả Lèng"),
        Commune("3405", "Xã Giang Ma", "Giang Ma"), Commune("3406", "Xã Hồ Thầu", "Hồ Thầu"), Commune("3412", "Xã Bình Lư", "Bình Lư"),
        Commune("3413", "Xã Sơn Bình", "Sơn Bình"), Commune("3415", "Xã Nùng Nàng", "Nùng Nàng"), Commune("3418", "Xã Bản Giang", "Bản Giang"),
        Commune("3421", "Xã Bản Hon", "Bản Hon"), Commune("3424", "Xã Bản Bo", "Bản Bo"), Commune("3427", "Xã Nà Tăm", "Nà Tăm"),
        Commune("3430", "Xã Khun Há", "Khun Há"),
    ];

    public static readonly Unit District = new("106", "Huyện Tam Đường", "Tam Đường", "huyện", "district", "12", new(2004, 1, 1), new(2025, 6, 30));

    public static readonly Unit Province = new("12", "Tỉnh Lai Châu", "Lai Châu", "tỉnh", "province", null, new(2004, 1, 1), null);

    /// <summary>The row of a rule's newest version.</summary>
    public static ImmutableDictionary<string, string> Row(string code) => Pack.Last(row => row["code"] == code);

    /// <summary>The pack as a book: versions from the days they name, else from 2023.</summary>
    public static RuleBook Book(IEnumerable<Tracking>? tracking = null) => new(
        Pack.GroupBy(row => row["code"], StringComparer.Ordinal).SelectMany(rule => rule.Select((row, index) => PackNotation.Read(row, index + 1, PackNotation.FirstDay(row) ?? new(2023, 1, 1)))), tracking ?? []);

    /// <summary>A rule of the pack, in force from 01/01/2023, with some columns said otherwise.</summary>
    public static RuleVersion Rule(string code, params (string Column, string Text)[] changes) => Version(code, 1, new(2023, 1, 1), changes);

    public static RuleVersion Version(string code, int number, DateOnly from, params (string Column, string Text)[] changes) =>
        PackNotation.Read(Row(code).SetItem("valid_from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).SetItems(changes.Select(change => KeyValuePair.Create(change.Column, change.Text))), number, from);

    public static Terms Terms(RuleVersion rule, string period, WorkCalendar? calendar = null, string? lastDay = null) =>
        Domain.Obligations.Terms.Of(rule, Period(period), calendar ?? WorkCalendar.Weekends, lastDay is null ? null : Day(lastDay))!;

    public static Period Period(string key) => Domain.Periods.Period.Parse(key)!;

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A local instant: 2024-01-01, 2024-01-05T08:14 or 2024-01-05T08:14:05.123.</summary>
    public static DateTimeOffset At(string text) => new(DateTime.Parse(text, CultureInfo.InvariantCulture), VietnamTime.Offset);

    public static WorkCalendar Calendar(params (string Day, string Name)[] holidays) =>
        new(holidays.ToImmutableSortedDictionary(holiday => Day(holiday.Day), holiday => holiday.Name));

    public static Evidence Received(string at, string? occurred = null, string id = "E1", int count = 1, string? document = null, string? withdrawn = null) =>
        new(id, occurred is null ? null : Day(occurred), document is null ? null : Day(document), At(at), withdrawn is null ? null : At(withdrawn), count);

    private static Unit Commune(string code, string name, string shortName) =>
        new(code, name, shortName, name.StartsWith("Thị", StringComparison.Ordinal) ? "thị trấn" : "xã", "commune", "106", new(2004, 1, 1), new(2025, 6, 30));

    private static ImmutableArray<ImmutableDictionary<string, string>> ReadPack()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("rules.csv")!;
        using var csv = new TextFieldParser(stream) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        var columns = csv.ReadFields()!;
        var rows = ImmutableArray.CreateBuilder<ImmutableDictionary<string, string>>();
        while (csv.ReadFields() is { } fields) rows.Add(columns.Zip(fields).ToImmutableDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        return rows.ToImmutable();
    }
}
