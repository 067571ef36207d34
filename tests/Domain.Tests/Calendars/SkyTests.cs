using HoiQC.Domain.Calendars;

namespace HoiQC.Domain.Tests.Calendars;

/// <summary>Against published instants of universal time: new moons and solstices to the minute.</summary>
public sealed class SkyTests
{
    [Theory]
    [InlineData("2000-01-06T18:14")]
    [InlineData("2007-02-17T16:14")]
    [InlineData("2024-02-09T22:59")]
    [InlineData("2024-04-08T18:21")]
    [InlineData("2025-01-29T12:36")]
    [InlineData("2026-02-17T12:01")]
    public void A_new_moon_comes_at_its_minute(string instant)
    {
        var expected = Julian(instant);
        var number = Sky.NewMoonNear(expected);
        var nearest = Enumerable.Range(number - 1, 3).Min(one => Math.Abs(Sky.NewMoon(one) - expected));
        Assert.InRange(nearest * 1440, 0, 1.5);
    }

    [Theory]
    [InlineData("2000-03-20T07:35", 0)]
    [InlineData("2023-12-22T03:27", 270)]
    [InlineData("2024-06-20T20:51", 90)]
    [InlineData("2024-12-21T09:21", 270)]
    [InlineData("2025-03-20T09:01", 0)]
    public void The_sun_stands_where_a_season_begins(string instant, double degrees)
    {
        var off = Math.Abs(Sky.SunLongitude(Julian(instant)) - degrees);
        Assert.InRange(Math.Min(off, 360 - off), 0, 0.001);          // The sun moves so far in a minute and a half.
    }

    private static double Julian(string instant)
    {
        var at = DateTime.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        return DateOnly.FromDateTime(at).DayNumber + 1721425.5 + at.TimeOfDay.TotalDays;
    }
}
