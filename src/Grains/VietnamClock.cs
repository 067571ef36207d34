using HoiQC.Domain;

namespace HoiQC.Grains;

/// <summary>
/// The domain's clock (Asia/Ho_Chi_Minh), the only one that can be moved or sped up. Everything technical runs on <see cref="TimeProvider.System"/>.
/// </summary>
/// <param name="machine">The machine's time.</param>
/// <param name="origin">What this clock shows at <paramref name="machineOrigin"/>.</param>
/// <param name="machineOrigin">The machine instant it was set at.</param>
/// <param name="speed">How many seconds pass here in a machine second.</param>
public sealed class VietnamClock(TimeProvider machine, DateTimeOffset origin, DateTimeOffset machineOrigin, double speed)
{
    /// <summary>The true time.</summary>
    public static VietnamClock Real(TimeProvider machine) => new(machine, machine.GetUtcNow(), machine.GetUtcNow(), 1) { Moved = false };

    /// <summary>A clock set to an instant now.</summary>
    public static VietnamClock SetTo(TimeProvider machine, DateTimeOffset instant, double speed) => new(machine, instant, machine.GetUtcNow(), speed) { Moved = true };

    /// <summary>Whether it was set by hand.</summary>
    public bool Moved { get; private init; }

    /// <summary>Now, +07:00, to the millisecond: what is told apart is what is stored.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = (origin + ((machine.GetUtcNow() - machineOrigin) * speed)).ToOffset(VietnamTime.Offset);
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }

    /// <summary>Today.</summary>
    public DateOnly Today => VietnamTime.DayOf(Now);

    /// <summary>How many seconds pass in a machine second.</summary>
    public double Speed => speed;

    /// <summary>The machine instant at which this clock shows the given one.</summary>
    public DateTimeOffset ToMachine(DateTimeOffset instant) => machineOrigin + ((instant - origin) / speed);
}
