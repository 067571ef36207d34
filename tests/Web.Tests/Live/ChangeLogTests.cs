using HoiQC.Web.Boards;
using HoiQC.Web.Boards.Live;

namespace HoiQC.Web.Tests.Live;

public sealed class ChangeLogTests
{
    private static readonly CellKey A = new("unit:1", "MT-PB"), B = new("unit:2", "MT-PB");
    private static readonly DateTimeOffset At = Samples.At;

    [Fact]
    public void Whoever_saw_a_number_gets_the_places_that_changed_since()
    {
        var log = new ChangeLog(10);
        log.Append(12, [A], At);
        log.Append(15, [B], At);

        Assert.Equal([A, B], log.Since(10, At)!);
        Assert.Equal([B], log.Since(13, At)!);
        Assert.Empty(log.Since(16, At)!);
    }

    [Fact]
    public void Two_readings_of_one_number_may_differ_so_the_number_itself_is_told_again()
    {
        var log = new ChangeLog(10);
        log.Append(12, [A], At);
        log.Append(12, [B], At);
        Assert.Equal([A, B], log.Since(12, At)!);
    }

    [Fact]
    public void Before_the_first_reading_nothing_is_known() => Assert.Null(new ChangeLog(10).Since(9, At));

    [Fact]
    public void After_ten_minutes_a_change_is_forgotten()
    {
        var log = new ChangeLog(10);
        log.Append(12, [A], At);
        log.Append(15, [B], At.AddMinutes(9));

        Assert.NotNull(log.Since(10, At.AddMinutes(10)));
        Assert.Null(log.Since(11, At.AddMinutes(10).AddSeconds(1)));
        Assert.Equal([B], log.Since(12, At.AddMinutes(11))!);
    }

    [Fact]
    public void Memory_is_bounded()
    {
        var log = new ChangeLog(0);
        for (var number = 1; number <= 3; number++) log.Append(number, [.. Enumerable.Repeat(A, ChangeLog.MostPlaces / 2)], At);
        Assert.Null(log.Since(0, At));
        Assert.NotNull(log.Since(1, At));
    }
}
