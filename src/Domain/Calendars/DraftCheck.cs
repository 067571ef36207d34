using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Calendars;

/// <summary>Reads a draft once and keeps all that is wrong with it.</summary>
internal sealed class DraftCheck(CalendarDraft draft)
{
    private const int LongestName = 100;
    private const int LongestNote = 500;
    private const int MostRows = 1_000;

    /// <summary>How far from mùng 1, or from 02/9, a day of the Prime Minister's schedule may lie.</summary>
    private const int BlockReach = 20;

    private static readonly string[] Forms = ["yyyy-MM-dd", "d/M/yyyy"];

    private readonly ImmutableArray<Refusal>.Builder _refusals = ImmutableArray.CreateBuilder<Refusal>();
    private readonly Dictionary<DateOnly, string> _said = [];

    public CheckedCalendar Read(int number, DateOnly madeOn)
    {
        var author = Name(draft.Author, "author", "Người lập lịch");
        var note = (draft.Note ?? "").Trim().Normalize(NormalizationForm.FormC);
        if (note.Length > LongestNote) Refuse("note", $"Ghi chú dài quá {LongestNote} ký tự. Đề nghị rút gọn.");
        var rows = Rows(draft.Overrides, "overrides");
        var pairs = Rows(draft.Swaps, "swaps");

        var overrides = rows.Select((row, index) => Override(row, $"overrides[{index}]")).OfType<DayOverride>().ToImmutableArray();
        var plain = new CalendarVersion(number, author ?? "", madeOn, note, draft.CultureDay, overrides, []);
        CheckOverrides(rows, plain);
        var unswapped = new WorkCalendar(plain);
        var swaps = pairs.Select((row, index) => Swap(row, $"swaps[{index}]", unswapped)).OfType<DaySwap>().ToImmutableArray();
        return _refusals.Count > 0 ? new(null, _refusals.ToImmutable()) : new(plain with { Swaps = swaps }, []);
    }

    private ImmutableArray<T> Rows<T>(ImmutableArray<T> rows, string field)
    {
        if (rows.IsDefault) return [];
        if (rows.Length <= MostRows) return rows;
        Refuse(field, $"Một lịch chỉ nhận nhiều nhất {MostRows} dòng. Đề nghị bỏ bớt những ngày không còn cần.");
        return [];
    }

    private DayOverride? Override(OverrideDraft row, string place)
    {
        var date = Date(row.Date, $"{place}.date");
        var name = Name(row.Name, $"{place}.name", "Tên ngày");
        var kind = CalendarNotation.Kind(row.Kind);
        if (kind is null) Refuse($"{place}.kind", "Loại ngày phải là holiday (nghỉ lễ), compensatory (nghỉ bù) hoặc working (làm việc).");
        var block = CalendarNotation.Block(row.Of);
        if (block is null && !string.IsNullOrEmpty(row.Of)) Refuse($"{place}.of", "Chỉ nhận tet (lịch nghỉ Tết), national (lịch nghỉ Quốc khánh) hoặc bỏ trống.");
        if (block is not null && kind == OverrideKind.Working) Refuse($"{place}.of", "Lịch nghỉ Tết, Quốc khánh chỉ gồm ngày nghỉ lễ và nghỉ bù. Đề nghị bỏ ngày làm việc này khỏi lịch nghỉ.");
        if (date is not { } day || name is null || kind is not { } known) return null;

        Once(day, $"{place}.date");
        if (known == OverrideKind.Compensatory && CalendarYear.IsWeekend(day))
            Refuse($"{place}.date", $"Ngày {Vietnamese.Date(day)} là {Vietnamese.Weekday(day)}, vốn đã nghỉ. Đề nghị chọn ngày nghỉ bù trong tuần.");
        if (block is { } of && Anchor(of, day.Year) is var anchor && Math.Abs(day.DayNumber - anchor.DayNumber) > BlockReach)
            Refuse($"{place}.date", $"Ngày {Vietnamese.Date(day)} cách {(of == HolidayBlock.Tet ? "mùng 1 Tết" : "Quốc khánh")} ({Vietnamese.Date(anchor)}) quá {BlockReach} ngày nên không thuộc lịch nghỉ này. Đề nghị kiểm tra lại ngày.");
        return new(day, known, name, block);
    }

    /// <summary>What only the overrides together show: a block without a holiday, and a working day that is one anyway.</summary>
    private void CheckOverrides(ImmutableArray<OverrideDraft> rows, CalendarVersion plain)
    {
        var computed = new WorkCalendar(plain with { Overrides = [.. plain.Overrides.Where(one => one.Kind != OverrideKind.Working)] });
        var blocks = plain.Overrides.Where(one => one is { Of: not null, Kind: OverrideKind.Holiday }).Select(one => (one.Of, one.Date.Year)).ToHashSet();
        for (var index = 0; index < rows.Length; index++)
        {
            if (Parsed(rows[index].Date) is not { } date || plain.Overrides.FirstOrDefault(one => one.Date == date) is not { } one) continue;
            if (one.Kind == OverrideKind.Working && computed.DayOff(date) is null)
                Refuse($"overrides[{index}].date", $"Ngày {Vietnamese.Date(date)} ({Vietnamese.Weekday(date)}) vốn là ngày làm việc. Đề nghị bỏ dòng này.");
            if (one.Of is { } block && blocks.Add((block, date.Year)))
                Refuse($"overrides[{index}].of", $"Lịch nghỉ {(block == HolidayBlock.Tet ? "Tết" : "Quốc khánh")} năm {date.Year} chưa có ngày nghỉ lễ nào. Đề nghị ghi đủ các ngày nghỉ theo thông báo.");
        }
    }

    private DaySwap? Swap(SwapDraft row, string place, WorkCalendar calendar)
    {
        var (off, on) = (Date(row.Off, $"{place}.off"), Date(row.On, $"{place}.on"));
        var name = string.IsNullOrWhiteSpace(row.Name) ? null : Name(row.Name, $"{place}.name", "Tên ngày");
        if (off is { } free)
        {
            Once(free, $"{place}.off");
            if (calendar.DayOff(free) is { } reason)
                Refuse($"{place}.off", $"Ngày {Vietnamese.Date(free)} đã là ngày nghỉ ({reason}) nên không hoán đổi được. Đề nghị chọn một ngày làm việc.");
        }
        if (on is { } worked)
        {
            Once(worked, $"{place}.on");
            if (worked.DayOfWeek != DayOfWeek.Saturday)
                Refuse($"{place}.on", $"Ngày {Vietnamese.Date(worked)} là {Vietnamese.Weekday(worked)}; chỉ làm bù vào thứ Bảy. Đề nghị chọn một thứ Bảy.");
            else if (calendar.DaysOf(worked.Year).FirstOrDefault(day => day.Date == worked) is { Kind: DayKind.Holiday } holiday)
                Refuse($"{place}.on", $"Thứ Bảy {Vietnamese.Date(worked)} là ngày nghỉ lễ ({holiday.Name}). Đề nghị chọn một thứ Bảy khác để làm bù.");
        }
        return off is { } from && on is { } to ? new(from, to, name) : null;
    }

    /// <summary>Refuses a day that was said before.</summary>
    private void Once(DateOnly day, string field)
    {
        if (!_said.TryAdd(day, field)) Refuse(field, $"Ngày {Vietnamese.Date(day)} đã được ghi ở một dòng khác. Đề nghị giữ một dòng cho mỗi ngày.");
    }

    private DateOnly? Date(string? text, string field)
    {
        var day = Parsed(text);
        if (day is null) Refuse(field, string.IsNullOrWhiteSpace(text) ? "Chưa ghi ngày. Đề nghị ghi theo dạng ngày/tháng/năm." : "Ngày này không có thật hoặc không đọc được. Đề nghị ghi theo dạng ngày/tháng/năm, ví dụ 27/04/2026.");
        else if (!LunarCalendar.Covers(day.Value.Year)) Refuse(field, $"Ngày {Vietnamese.Date(day.Value)} nằm ngoài các năm {LunarCalendar.FirstYear}–{LunarCalendar.LastYear}. Đề nghị chọn ngày trong khoảng này.");
        else return day;
        return null;
    }

    private string? Name(string? text, string field, string label)
    {
        var name = (text ?? "").Trim().Normalize(NormalizationForm.FormC);
        if (name.Length == 0) Refuse(field, $"{label} còn trống. Đề nghị ghi rõ.");
        else if (name.Length > LongestName) Refuse(field, $"{label} dài quá {LongestName} ký tự. Đề nghị rút gọn.");
        else return name;
        return null;
    }

    private static DateOnly Anchor(HolidayBlock block, int year) => block == HolidayBlock.Tet ? LunarCalendar.Tet(year) : new(year, 9, 2);

    private static DateOnly? Parsed(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private void Refuse(string field, string sentence) => _refusals.Add(Refusal.Invalid(sentence, field));
}
