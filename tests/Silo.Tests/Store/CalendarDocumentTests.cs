using Dapper;
using HoiQC.Domain.Calendars;
using HoiQC.Grains.Configuration;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Store;

public sealed class CalendarDocumentTests
{
    [Fact]
    public async Task A_new_folder_begins_with_the_first_calendar_and_keeps_it()
    {
        var path = Directory.CreateTempSubdirectory("hoiqc-calendar-").FullName;
        try
        {
            for (var start = 0; start < 2; start++)
            {
                using var folder = await DataFolder.Open(CommandLine.Read(["run", "--data", path]), TimeProvider.System);
                var (state, version) = await folder!.Database.Read(connection => Documents.Read<CalendarState>(connection, DocumentNames.Calendar));
                Assert.Equal((1, 1), (version, state!.Document!.Version));
                var only = Assert.Single(state.Document.All()).ToVersion();
                Assert.Equal((1, "HoiQC", null, false, 0, 0), (only.Number, only.Author, only.MadeOn, only.CultureDay, only.Overrides.Length, only.Swaps.Length));
            }
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task A_document_of_plain_holidays_reads_as_the_first_calendar()
    {
        using var world = World.On(2026, 1, 5);
        await world.Database.Write(connection => connection.Execute(
            "INSERT INTO grain (name, key, version, document) VALUES (@name, @key, 1, @document)",
            new { name = DocumentNames.Calendar, key = DocumentNames.Key, document = """{"Document":{"Version":1,"Holidays":[{"Day":"2026-07-10","Name":"ngày hội"}]}}""" }));

        var read = await world.Node.Refresh();

        Assert.Equal((1, 1), (read.Version, read.CalendarNumber));
        Assert.Equal(("nghỉ bù Giỗ Tổ Hùng Vương", null), (read.Calendar.DayOff(new(2026, 4, 27)), read.Calendar.DayOff(new(2026, 7, 10))));
    }

    [Fact]
    public async Task A_version_comes_back_as_it_was_stored_and_an_older_one_is_found_by_its_number()
    {
        using var world = World.On(2025, 12, 1);
        CalendarVersion second = new(
            2, "Nguyễn Thị Hòa", new(2025, 12, 1), "Thông báo “lịch nghỉ” 2026", CultureDay: true,
            [new(new(2026, 2, 16), OverrideKind.Holiday, "nghỉ Tết Bính Ngọ", HolidayBlock.Tet), new(new(2026, 4, 27), OverrideKind.Working, "trực"), new(new(2026, 9, 4), OverrideKind.Compensatory, "nghỉ bù", HolidayBlock.National)],
            [new(new(2026, 1, 2), new(2026, 1, 10)), new(new(2026, 7, 10), new(2026, 7, 18), "dồn ngày nghỉ")]);
        await world.Database.Write(connection =>
        {
            Documents.Write(connection, DocumentNames.Calendar, new CalendarState { Document = new(1, [CalendarRecord.First]) }, expectedVersion: 0);
            return Documents.Write(connection, DocumentNames.Calendar, new CalendarState { Document = new(2, [CalendarRecord.First, CalendarRecord.Of(second)]) }, expectedVersion: 1);
        });

        var read = await world.Node.Refresh();

        Assert.Equal((2, 2), (read.Version, read.CalendarNumber));
        var stored = read.Calendar.Version!;
        Assert.Equal(second with { Overrides = stored.Overrides, Swaps = stored.Swaps }, stored);
        Assert.Equal(second.Overrides.AsEnumerable(), stored.Overrides);
        Assert.Equal(second.Swaps.AsEnumerable(), stored.Swaps);
        Assert.Equal((1, 2), (read.CalendarOf(1).Number, read.CalendarOf(7).Number));
        Assert.Equal(("nghỉ bù Giỗ Tổ Hùng Vương", null), (read.CalendarOf(1).DayOff(new(2026, 4, 27)), read.Calendar.DayOff(new(2026, 4, 27))));
    }
}
