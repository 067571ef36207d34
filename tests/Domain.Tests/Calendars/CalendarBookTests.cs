using HoiQC.Domain.Calendars;

namespace HoiQC.Domain.Tests.Calendars;

public sealed class CalendarBookTests
{
    private static readonly CalendarBook Book = new([CalendarVersion.First with { Number = 2, CultureDay = true }, CalendarVersion.First]);

    [Fact]
    public void The_newest_is_the_one_with_the_highest_number()
    {
        Assert.Equal(2, Book.Newest.Number);
        Assert.Equal([1, 2], Book.Versions.Select(version => version.Number));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(0, 2)]
    [InlineData(3, 2)]
    public void A_calendar_is_found_by_its_number_else_the_newest(int number, int found) => Assert.Equal(found, Book.Of(number).Number);

    [Fact]
    public void Before_anything_is_stored_there_are_weekends() => Assert.Equal((0, "thứ Bảy", null), (CalendarBook.Empty.Newest.Number, CalendarBook.Empty.Of(1).DayOff(new(2026, 1, 3)), CalendarBook.Empty.Newest.DayOff(new(2026, 1, 1))));
}
