using HoiQC.Grains;

namespace HoiQC.Chaos;

/// <summary>How one life of the product goes and ends.</summary>
/// <param name="How">What the summary calls its end.</param>
/// <param name="FailAt">The fail point that ends it; "" for none.</param>
/// <param name="AfterAnswers">Killed in the moment of that answer; null for none.</param>
/// <param name="After">Killed so long after the first operation; with a fail point, if nothing reached it.</param>
/// <param name="WhileStarting">Killed so long after it was launched, before it answers anybody.</param>
/// <param name="PauseAt">Stopped and continued so long after the first operation.</param>
/// <param name="FullAt">Its disk is full from then on, for a while.</param>
/// <param name="BreakAt">Its connections to the database are broken then.</param>
/// <param name="CrashAt">The server of its database is stopped then, as by a crash, and started again.</param>
/// <param name="Advance">How far its clock is ahead of where it ended before.</param>
/// <param name="Speed">How fast its clock runs.</param>
internal sealed record Plan(
    string How, string FailAt, int? AfterAnswers, TimeSpan After, TimeSpan? WhileStarting, TimeSpan? PauseAt, TimeSpan? FullAt, TimeSpan? BreakAt, TimeSpan? CrashAt, TimeSpan Advance, double Speed)
{
    private static readonly string[] FailPoints =
    [
        FailPoint.Arrived, FailPoint.Committed, FailPoint.Committed, FailPoint.BeforeBoard, FailPoint.FileKept, FailPoint.BeforeSeal, FailPoint.BeforeHub, FailPoint.Published, FailPoint.PartlyApplied,
    ];

    /// <summary>The next one by chance.</summary>
    public static Plan Next(Random random, IStage stage)
    {
        var (how, failAt, answers, starting) = random.Next(100) switch
        {
            < 35 => ("at random", "", (int?)null, (TimeSpan?)null),
            < 65 => ("in the moment of an answer", "", random.Next(1, 30), null),
            < 90 when FailPoints[random.Next(FailPoints.Length)] is var point => ("fail point " + point, point, null, null),
            < 95 => ("while paused", "", null, null),
            _ => ("while starting", "", null, Milliseconds(random, 30, 1200)),
        };
        var after = failAt.Length > 0 || answers is not null ? TimeSpan.FromMilliseconds(3001) : Milliseconds(random, 10, 600);
        var advance = random.Next(10) switch
        {
            < 3 => TimeSpan.FromMinutes(random.Next(1, 200)),
            < 8 => TimeSpan.FromHours(random.Next(6, 60)),
            _ => TimeSpan.FromDays(random.Next(1, 5)),
        };
        var (pause, full) = (random.Next(8) == 0 ? Milliseconds(random, 1, 200) : (TimeSpan?)null, random.Next(10) == 0 ? Milliseconds(random, 1, 200) : (TimeSpan?)null);
        var broken = stage.CanBreak && random.Next(5) == 0 ? Milliseconds(random, 1, 200) : (TimeSpan?)null;
        var crash = stage.CanCrash && broken is null && random.Next(5) == 0 ? Milliseconds(random, 1, 200) : (TimeSpan?)null;
        return new(how, failAt, answers, after, starting, pause, full, broken, crash, advance, random.Next(4) == 0 ? 7200 : 1);
    }

    private static TimeSpan Milliseconds(Random random, int from, int to) => TimeSpan.FromMilliseconds(random.Next(from, to));
}
