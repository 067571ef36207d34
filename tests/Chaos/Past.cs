using HoiQC.Domain;

namespace HoiQC.Chaos;

/// <summary>Boards of days that are over, as they were first seen: they never change.</summary>
internal sealed class Past
{
    private const int Most = 12;
    private readonly List<(int Year, DateOnly Day, string Board)> _seen = [];

    public async Task Compare(Judge judge, World world, DateTimeOffset now)
    {
        foreach (var (year, day, board) in _seen)
            if (await judge.AsOf(year, day) is var again && again != board) world.Findings.Add(Wrong.Total, $"The board of {year} as of {day:yyyy-MM-dd} is another now: {Difference(board, again)}");
        var yesterday = VietnamTime.DayOf(now).AddDays(-1);
        if (yesterday.Year < 2024 || _seen.Exists(one => one.Day == yesterday)) return;
        if (_seen.Count == Most) _seen.RemoveAt(Most / 2);
        _seen.Add((yesterday.Year, yesterday, await judge.AsOf(yesterday.Year, yesterday)));
    }

    private static string Difference(string before, string now)
    {
        const int Around = 150;
        var at = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"…{Part(before)}… was seen, …{Part(now)}… is there";

        string Part(string text) => text[Math.Max(0, at - Around)..Math.Min(text.Length, at + Around)];
    }
}
