using System.Collections.Immutable;
using System.ComponentModel;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.People;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Calendars;

/// <summary>A day that is not simply a weekday worked or a weekend off.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">holiday, compensatory, swappedOff or swappedOn.</param>
/// <param name="Name">Its name.</param>
public sealed record DayAnswer(DateOnly Date, string Kind, string Name);

/// <summary>A year of the working calendar.</summary>
/// <param name="Year">The year.</param>
/// <param name="Version">Number of the version it is computed under: the newest.</param>
/// <param name="Days">Its special days in order.</param>
public sealed record CalendarAnswer(int Year, int Version, ImmutableArray<DayAnswer> Days);

/// <summary>The working calendar.</summary>
public static class CalendarEndpoints
{
    /// <summary>Maps <c>/calendar</c> of the API.</summary>
    public static RouteGroupBuilder MapCalendarApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/calendar").WithTags("Calendar").Needs(Act.BeHere).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{year}", Read).WithSummary("Holidays, compensatory days and swapped days of a year")
            .WithDescription("Saturdays and Sundays are off besides, unless they are swappedOn; every other day is worked.");
        return group;
    }

    private static Results<Tagged<CalendarAnswer>, ProblemHttpResult> Read([Description("1990 to 2100.")] string year, INodeConfiguration node)
    {
        if (CalendarWords.Year(year) is not { } asked) return Problems.Of(CalendarWords.NoYear(year));
        var calendar = node.Current.Calendar;
        return new Tagged<CalendarAnswer>(new(asked, calendar.Number, [.. calendar.DaysOf(asked).Select(day => new DayAnswer(day.Date, CalendarNotation.Text(day.Kind), day.Name))]));
    }
}
