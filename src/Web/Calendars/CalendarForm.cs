using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Words;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Calendars;

/// <summary>
/// What differs from the computed calendar in one year, as the editor's form holds it: the Prime Minister's schedules from a day to a day (tet_from …), days swapped (swap-0-off …), single
/// days (day-0-date …). Other years stay as they are in the version that is edited.
/// </summary>
public sealed class CalendarForm : FormFields
{
    /// <summary>The blocks with the fields they stand in.</summary>
    internal static readonly (HolidayBlock Block, string Field)[] Blocks = [(HolidayBlock.Tet, "tet"), (HolidayBlock.National, "national")];

    /// <summary>The form as it was sent.</summary>
    public CalendarForm(IFormCollection sent)
        : base(sent)
    {
    }

    private CalendarForm(ImmutableDictionary<string, ImmutableArray<string>> values)
        : base(values)
    {
    }

    /// <summary>Places of the rows of a table ("swap" or "day"): 0 up to the last that is there.</summary>
    public IEnumerable<int> Rows(string table) => Enumerable.Range(0, CalendarFormNotation.MostRows).TakeWhile(row => Knows($"{table}-{row}-{(table == "swap" ? "off" : "date")}"));

    /// <summary>Whether nothing stands in a row.</summary>
    public bool IsBlank(string table, int row) => Columns(table).All(column => column is "kind" or "of" || this[$"{table}-{row}-{column}"].Length == 0);

    /// <summary>The form of a year of a version.</summary>
    public static CalendarForm Of(CalendarVersion version, int year)
    {
        var values = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var days = version.Overrides.Where(one => one.Date.Year == year).OrderBy(one => one.Date).ToList();
        foreach (var (block, field) in Blocks)
        {
            var listed = days.Where(one => one.Of == block).ToList();
            if (listed.Count == 0 || !CalendarFormNotation.Schedule(block, listed[0].Date, listed[^1].Date).SequenceEqual(listed)) continue;
            Put($"{field}_from", Vietnamese.Date(listed[0].Date));
            Put($"{field}_to", Vietnamese.Date(listed[^1].Date));
            days.RemoveAll(one => one.Of == block);
        }
        for (var row = 0; row < days.Count; row++)
        {
            Put($"day-{row}-date", Vietnamese.Date(days[row].Date));
            Put($"day-{row}-kind", CalendarNotation.Text(days[row].Kind));
            Put($"day-{row}-name", days[row].Name);
            Put($"day-{row}-of", CalendarNotation.Text(days[row].Of) ?? "");
        }
        foreach (var (swap, row) in version.Swaps.Where(swap => CalendarFormNotation.IsOf(swap, year)).Select((swap, row) => (swap, row)))
        {
            Put($"swap-{row}-off", Vietnamese.Date(swap.Off));
            Put($"swap-{row}-on", Vietnamese.Date(swap.On));
            Put($"swap-{row}-name", swap.Name ?? "");
        }
        Put("culture", version.CultureDay ? "yes" : "");
        return new(values.ToImmutable());

        void Put(string field, string text) => values[field] = [text];
    }

    /// <summary>The form with one more empty row.</summary>
    public CalendarForm Added(string table)
    {
        var row = Rows(table).Count();
        return new(Columns(table).Aggregate(Set($"{table}-{row}-{Columns(table)[0]}", ""), (values, column) => values.SetItem($"{table}-{row}-{column}", [column == "kind" ? "holiday" : ""])));
    }

    /// <summary>The form without a row; those below it move up.</summary>
    public CalendarForm Without(string table, int row)
    {
        List<int> rows = [.. Rows(table)];
        if (!rows.Contains(row)) return this;
        var values = Set("step", "");
        foreach (var place in rows.Where(place => place >= row))
            foreach (var column in Columns(table))
                values = place == rows[^1] ? values.Remove($"{table}-{place}-{column}") : values.SetItem($"{table}-{place}-{column}", [this[$"{table}-{place + 1}-{column}"]]);
        return new(values);
    }

    private static string[] Columns(string table) => table == "swap" ? ["off", "on", "name"] : ["date", "kind", "name", "of"];
}
