using System.Collections.Immutable;

namespace HoiQC.Domain.Calendars;

/// <summary>A day said otherwise, as it was written: yyyy-MM-dd or dd/MM/yyyy, and the words of <see cref="CalendarNotation"/>.</summary>
public sealed record OverrideDraft(string? Date, string? Kind, string? Name, string? Of = null);

/// <summary>A swap as it was written.</summary>
public sealed record SwapDraft(string? Off, string? On, string? Name = null);

/// <summary>What became of a draft: the version, or everything that is wrong with it, each at its field ("overrides[2].date").</summary>
public sealed record CheckedCalendar(CalendarVersion? Version, ImmutableArray<Refusal> Refusals);

/// <summary>A new version of the calendar as somebody wrote it.</summary>
/// <param name="Author">Who makes it.</param>
/// <param name="Note">Why; may be empty.</param>
/// <param name="CultureDay">Whether 24/11 is a day off, from 2026 on.</param>
/// <param name="Overrides">Days said otherwise.</param>
/// <param name="Swaps">Saturdays worked for weekdays off.</param>
public sealed record CalendarDraft(string? Author, string? Note, bool CultureDay, ImmutableArray<OverrideDraft> Overrides, ImmutableArray<SwapDraft> Swaps)
{
    /// <summary>The version that the draft makes, under that number and made on that local day, or the refusals.</summary>
    public CheckedCalendar Check(int number, DateOnly madeOn) => new DraftCheck(this).Read(number, madeOn);

    /// <summary>The draft that would make a version again: where its next one begins.</summary>
    public static CalendarDraft Of(CalendarVersion version) => new(
        version.Author, version.Note, version.CultureDay,
        [.. version.Overrides.Select(one => new OverrideDraft($"{one.Date:yyyy-MM-dd}", CalendarNotation.Text(one.Kind), one.Name, CalendarNotation.Text(one.Of)))],
        [.. version.Swaps.Select(swap => new SwapDraft($"{swap.Off:yyyy-MM-dd}", $"{swap.On:yyyy-MM-dd}", swap.Name))]);
}
