using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Grains.Boards;
using HoiQC.Web.Boards;

namespace HoiQC.Web.Tests.Live;

/// <summary>Boards made by hand.</summary>
internal static class Samples
{
    public static readonly DateOnly Day = new(2023, 12, 28);

    public static readonly DateTimeOffset At = new(2023, 12, 28, 8, 0, 0, TimeSpan.FromHours(7));

    public static readonly Unit District = new("106", "Huyện Tam Đường", "Tam Đường", "huyện", "district", "12", new(2004, 1, 1), null);

    public static RuleBook Book(int rules = 1) => new(Enumerable.Range(1, rules).Select(Rule), []);

    public static string Code(int number) => $"QT-{number}";

    public static Line Line(Status status) => Domain.Boards.Line.Of(new(status, At, null, status.IsFulfilled() ? 1 : 0, 0, 0), new(2023, 12, 31), 1);

    public static BoardReading Reading(long number, params (string Unit, Status Status)[] rows) => Reading(number, Day, rows);

    public static BoardReading Reading(long number, DateOnly day, params (string Unit, Status Status)[] rows) => new(
        Board.Compose(District, 2023, Book(), rows.Select(row => new Part(Head(row.Unit), Code(1), Line(row.Status)))), null, number, day);

    public static BoardLines Lines(string unit, long number, Status status) =>
        new(unit, 2023, number, number, [new LineRecord(unit, IsUnit: true, Code(1), Line(status))]);

    public static RowHead Head(string unit) => new(RowKind.Unit, unit, "Xã " + unit, unit);

    private static RuleVersion Rule(int number) => PackNotation.Read(
        new Dictionary<string, string>
        {
            ["code"] = Code(number),
            ["name"] = $"Hội nghị phản biện xã hội {number}",
            ["short_name"] = $"Phản biện {number}",
            ["gap"] = "còn {n}/{N} xã chưa ({list})",
            ["owner_kinds"] = "FrontBloc",
            ["levels"] = "commune",
            ["subject"] = "body",
            ["period"] = "year",
            ["due"] = "31/12",
            ["inclusive"] = "by",
            ["min_count"] = "1",
            ["lead_days"] = "30",
            ["counts_from"] = "occurred",
            ["roll"] = "none",
            ["reminders"] = "-7",
            ["escalate_after_days"] = "14",
            ["evidence"] = "occurred_on|file",
            ["legal_basis"] = "Quyết định 217-QĐ/TW",
            ["enabled"] = "yes",
        }.ToImmutableDictionary(), 1, new(2023, 1, 1));
}
