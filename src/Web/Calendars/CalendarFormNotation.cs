using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HoiQC.Domain;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Words;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Calendars;

/// <summary>A draft made from a form, with the field each of its rows stands in.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Faults">What is wrong with the schedules; the rows are judged by whoever takes the draft.</param>
/// <param name="NoticeDays">Days of notice; null where none are written.</param>
public sealed partial record CalendarFormNotation(CalendarDraft Draft, ImmutableArray<FieldFault> Faults, int? NoticeDays)
{
    /// <summary>Most rows a table of the form may have.</summary>
    public const int MostRows = 100;

    /// <summary>Longest schedule of a holiday, in days.</summary>
    private const int Longest = 30;

    private ImmutableArray<string> OverrideFields { get; init; } = [];

    private ImmutableArray<string> SwapFields { get; init; } = [];

    /// <summary>The days of a schedule of the Prime Minister from a day to a day, each a holiday of that block.</summary>
    public static IEnumerable<DayOverride> Schedule(HolidayBlock block, DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1)) yield return new(day, OverrideKind.Holiday, NameOf(block, day), block);
    }

    /// <summary>Whether a swap belongs to a year.</summary>
    public static bool IsOf(DaySwap swap, int year) => swap.Off.Year == year || swap.On.Year == year;

    /// <summary>The draft of a form for a year; other years are as in the version that is edited.</summary>
    public static CalendarFormNotation Read(CalendarForm form, CalendarVersion version, int year)
    {
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        var overrides = new List<(OverrideDraft Draft, string Field)>();
        foreach (var row in CalendarDraft.Of(version with { Overrides = [.. version.Overrides.Where(one => one.Date.Year != year)] }).Overrides) overrides.Add((row, ""));
        foreach (var (block, field) in CalendarForm.Blocks)
            foreach (var day in Scheduled(block, field)) overrides.Add((new($"{day.Date:yyyy-MM-dd}", CalendarNotation.Text(day.Kind), day.Name, CalendarNotation.Text(block)), $"{field}_from"));
        foreach (var row in form.Rows("day").Where(row => !form.IsBlank("day", row)))
            overrides.Add((new(Written($"day-{row}-date"), form[$"day-{row}-kind"], form[$"day-{row}-name"], form[$"day-{row}-of"] is { Length: > 0 } of ? of : null), $"day-{row}"));

        var kept = CalendarDraft.Of(version with { Swaps = [.. version.Swaps.Where(swap => !IsOf(swap, year))] }).Swaps;
        List<int> rows = [.. form.Rows("swap").Where(row => !form.IsBlank("swap", row))];
        var swaps = kept.Concat(rows.Select(row => new SwapDraft(Written($"swap-{row}-off"), Written($"swap-{row}-on"), form[$"swap-{row}-name"])));

        int? notice = int.TryParse(form["notice_days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
        if (form["notice_days"].Length > 0 && notice is not <= 366) faults.Add(new("notice_days", "Số ngày báo trước phải là số nguyên từ 0 đến 366."));
        return new(new(null, form["note"], form.Has("culture", "yes"), [.. overrides.Select(row => row.Draft)], [.. swaps]), faults.ToImmutable(), notice)
        {
            OverrideFields = [.. overrides.Select(row => row.Field)],
            SwapFields = [.. kept.Select(_ => ""), .. rows.Select(row => $"swap-{row}")],
        };

        // Whatever people write for a day is handed on in one form; what is no day, as it stands.
        string Written(string field) => Days.Read(form[field]) is { } day ? $"{day:yyyy-MM-dd}" : form[field];

        IEnumerable<DayOverride> Scheduled(HolidayBlock block, string field)
        {
            var (first, last) = (form[$"{field}_from"], form[$"{field}_to"]);
            if (first.Length == 0 && last.Length == 0) return [];
            foreach (var (part, text) in new[] { ("from", first), ("to", last) })
                if (Days.Read(text) is not { } day) faults.Add(new($"{field}_{part}", text.Length == 0 ? "Đề nghị ghi cả ngày đầu và ngày cuối của lịch nghỉ, hoặc bỏ trống cả hai." : $"{Problems.Quote(text)} không phải là ngày có thật. Đề nghị ghi ngày/tháng/năm."));
                else if (day.Year != year) faults.Add(new($"{field}_{part}", $"Ngày {Vietnamese.Date(day)} không thuộc năm {year}. Đề nghị mở lịch của năm đó để sửa."));
            if (Days.Read(first) is not { } from || Days.Read(last) is not { } to || from.Year != year || to.Year != year) return [];
            if (to >= from && to.DayNumber - from.DayNumber < Longest) return Schedule(block, from, to);
            faults.Add(new($"{field}_to", to < from ? "Ngày cuối đứng trước ngày đầu. Đề nghị ghi lại." : $"Lịch nghỉ dài quá {Longest} ngày. Đề nghị kiểm tra lại."));
            return [];
        }
    }

    /// <summary>A refusal of the draft at the field of the form: "overrides[2].date" is the third row's.</summary>
    public FieldFault At(Refusal refusal)
    {
        if (Places().Match(refusal.Field ?? "") is not { Success: true } match)
            return new(refusal.Field switch { "noticeDays" => "notice_days", "cultureDay" => "culture", var other => other ?? "" }, refusal.Sentence);
        var fields = match.Groups["table"].Value == "swaps" ? SwapFields : OverrideFields;
        var field = fields.ElementAtOrDefault(int.Parse(match.Groups["row"].Value, CultureInfo.InvariantCulture)) ?? "";
        return new(field.Contains('-', StringComparison.Ordinal) ? $"{field}-{match.Groups["column"].Value}" : field, refusal.Sentence);
    }

    private static string NameOf(HolidayBlock block, DateOnly day) => (block, LunarCalendar.Covers(day.Year) ? LunarCalendar.Of(day) : null) switch
    {
        (HolidayBlock.Tet, { Month: { Number: 1, IsLeap: false }, Day: var lunar }) => $"mùng {lunar} Tết",
        (HolidayBlock.Tet, { Month.Number: 12, Day: var lunar }) => $"{lunar} Tết",
        (HolidayBlock.Tet, _) => "nghỉ Tết",
        _ when day is { Month: 9, Day: 2 or 3 } => $"Quốc khánh {day.Day:D2}/9",
        _ => "nghỉ Quốc khánh",
    };

    [GeneratedRegex(@"^(?<table>overrides|swaps)\[(?<row>[0-9]{1,4})\]\.(?<column>[a-z]+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Places();
}
