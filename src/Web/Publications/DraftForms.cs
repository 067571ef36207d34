using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Grains.Configuration;

namespace HoiQC.Web.Publications;

/// <summary>A version of a rule; the documentation's view of what <see cref="JsonForm"/> reads.</summary>
/// <param name="Row">Column of rules.csv → text; a missing column is empty.</param>
/// <param name="Mode">next (from the next period, the default), from (from a day) or open (all open obligations too).</param>
/// <param name="From">First day it is in force, yyyy-MM-dd; needed by "from".</param>
/// <param name="NoticeDays">Days of notice for what would be overdue at once; 15 unless the row says otherwise.</param>
/// <param name="Author">Not looked at: the author is whoever publishes it. Older programs still send it.</param>
/// <param name="Note">Why.</param>
/// <param name="Preview">Id of the preview; needed to publish.</param>
public sealed record RuleDraftIn(IReadOnlyDictionary<string, string> Row, string? Mode, DateOnly? From, int? NoticeDays, string? Author, string? Note, string? Preview);

/// <summary>A day said otherwise than computed.</summary>
/// <param name="Date">yyyy-MM-dd.</param>
/// <param name="Kind">holiday, compensatory or working.</param>
/// <param name="Name">Its name or reason.</param>
/// <param name="Of">tet or national for a day of the Prime Minister's schedule, which replaces the computed one.</param>
public sealed record OverrideIn(string Date, string Kind, string Name, string? Of);

/// <summary>A Saturday worked for a weekday off.</summary>
/// <param name="Off">The weekday, yyyy-MM-dd.</param>
/// <param name="On">The Saturday, yyyy-MM-dd.</param>
/// <param name="Name">What for.</param>
public sealed record SwapIn(string Off, string On, string? Name);

/// <summary>A calendar: everything that differs from what is computed.</summary>
/// <param name="CultureDay">Whether 24/11 is a day off, from 2026 on.</param>
/// <param name="Overrides">Days said otherwise.</param>
/// <param name="Swaps">Swapped days.</param>
/// <param name="NoticeDays">Days of notice for what would be overdue at once; 15 without it.</param>
/// <param name="Author">Not looked at: the author is whoever publishes it. Older programs still send it.</param>
/// <param name="Note">Why.</param>
/// <param name="Preview">Id of the preview; needed to publish.</param>
public sealed record CalendarDraftIn(bool? CultureDay, IReadOnlyList<OverrideIn>? Overrides, IReadOnlyList<SwapIn>? Swaps, int? NoticeDays, string? Author, string? Note, string? Preview);

/// <summary>Reads drafts from what somebody sent.</summary>
internal static class DraftForms
{
    /// <summary>A version of a rule.</summary>
    public static RuleDraft Rule(string code, JsonForm form) =>
        new(code, form.Columns("row"), form.Text("mode"), form.Day("from"), form.Count("noticeDays"), form.Text("author"), form.Text("note"));

    /// <summary>A calendar.</summary>
    public static (CalendarDraft Draft, int? NoticeDays) Calendar(JsonForm form) => (
        new(
            form.Text("author"), form.Text("note"), form.Flag("cultureDay") ?? false,
            [.. form.Rows("overrides", "date", "kind", "name", "of").Select(row => new OverrideDraft(row[0], row[1], row[2], row[3]))],
            [.. form.Rows("swaps", "off", "on", "name").Select(row => new SwapDraft(row[0], row[1], row[2]))]),
        form.Count("noticeDays"));
}
