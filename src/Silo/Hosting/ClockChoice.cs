using HoiQC.Domain.Words;
using HoiQC.Grains;

namespace HoiQC.Silo.Hosting;

/// <summary>What a data folder's clock may do: only a folder first started with a moved clock may ever be given one, and time never runs back.</summary>
internal static class ClockChoice
{
    /// <summary>How far the clock of another machine that wrote the same database may have been ahead.</summary>
    private static readonly TimeSpan OtherClocks = TimeSpan.FromSeconds(5);

    /// <summary>The clock to run with.</summary>
    /// <param name="command">What was asked.</param>
    /// <param name="demonstration">Whether the folder is a demonstration; a new folder is what it is first started as.</param>
    /// <param name="newestRecorded">The newest instant the folder has recorded.</param>
    /// <param name="machine">The machine's time.</param>
    /// <exception cref="CommandRefused">The folder holds real data, or the clock stands before what it has recorded.</exception>
    public static VietnamClock Choose(CommandLine command, bool demonstration, DateTimeOffset? newestRecorded, TimeProvider machine)
    {
        if (command.MovesClock && !demonstration)
            throw new CommandRefused("Thư mục dữ liệu này là dữ liệu thật nên không nhận --clock và --speed. Đề nghị dùng một thư mục mới để trình diễn.");
        // Nothing moves a demonstration's time but its own clock: what is imported while it stands is imported at the instant it stands at.
        if (demonstration && (command.Import is not null || command.Accounts is not null || command.Backup is not null) && newestRecorded is { } stands) return VietnamClock.SetTo(machine, stands, 1);
        var clock = command.MovesClock ? VietnamClock.SetTo(machine, command.Clock ?? machine.GetUtcNow(), command.Speed) : VietnamClock.Real(machine);
        if (newestRecorded > clock.Now + (command.Database is null ? TimeSpan.Zero : OtherClocks))
        {
            throw new CommandRefused(
                $"Đồng hồ đang chỉ {Vietnamese.InstantWithSeconds(clock.Now)}, sớm hơn lần ghi mới nhất của dữ liệu là {Vietnamese.InstantWithSeconds(newestRecorded.Value)}. "
                + "Đề nghị chỉnh lại đồng hồ rồi khởi động lại.");
        }
        return clock;
    }
}
