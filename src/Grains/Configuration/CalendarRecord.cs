using System.Collections.Immutable;
using HoiQC.Domain.Calendars;

namespace HoiQC.Grains.Configuration;

/// <summary>A day said otherwise than computed; kind and block in the words of <see cref="CalendarNotation"/>.</summary>
[GenerateSerializer, Immutable]
public sealed record OverrideRecord(DateOnly Date, string Kind, string Name, string? Of);

/// <summary>A weekday off for a Saturday worked.</summary>
[GenerateSerializer, Immutable]
public sealed record SwapRecord(DateOnly Off, DateOnly On, string? Name);

/// <summary>A version of the calendar as its document holds it; meanings as in <see cref="CalendarVersion"/>.</summary>
[GenerateSerializer, Immutable]
public sealed record CalendarRecord(
    int Number, string Author, DateOnly? MadeOn, string Note, bool CultureDay, ImmutableArray<OverrideRecord> Overrides, ImmutableArray<SwapRecord> Swaps)
{
    /// <summary>What a new data folder begins with.</summary>
    public static readonly CalendarRecord First = Of(CalendarVersion.First);

    /// <summary>The record of a version.</summary>
    public static CalendarRecord Of(CalendarVersion version) => new(
        version.Number, version.Author, version.MadeOn, version.Note, version.CultureDay,
        [.. version.Overrides.Select(one => new OverrideRecord(one.Date, CalendarNotation.Text(one.Kind), one.Name, CalendarNotation.Text(one.Of)))],
        [.. version.Swaps.Select(swap => new SwapRecord(swap.Off, swap.On, swap.Name))]);

    /// <summary>The version of a record.</summary>
    /// <exception cref="InvalidDataException">It holds a kind of day that there is not.</exception>
    public CalendarVersion ToVersion() => new(
        Number, Author, MadeOn, Note, CultureDay,
        [.. Overrides.Select(one => new DayOverride(one.Date, CalendarNotation.Kind(one.Kind) ?? throw new InvalidDataException($"{one.Kind} is no kind of day."), one.Name, CalendarNotation.Block(one.Of)))],
        [.. Swaps.Select(swap => new DaySwap(swap.Off, swap.On, swap.Name))]);
}
