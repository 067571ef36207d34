using Microsoft.Extensions.Options;

namespace HoiQC.Web.Running;

/// <summary>How the server stops when it is told to.</summary>
public sealed class StopOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Stop";

    /// <summary>How long it still answers, no longer ready, before it stops listening: as long as whatever stands before it takes to notice. Zero where nothing does.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.Zero;

    /// <summary>How long open requests may take to end after that.</summary>
    public TimeSpan Finish { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Refuses times that no supervisor would wait for.</summary>
internal sealed class StopOptionsValidator : IValidateOptions<StopOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, StopOptions options) =>
        options.Drain >= TimeSpan.Zero && options.Drain <= Longest && options.Finish > TimeSpan.Zero && options.Finish <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Stop:Drain và Stop:Finish là thời gian từ 00:00:00 (Stop:Finish từ 00:00:01) đến 00:05:00.");
}

/// <summary>
/// From the signal on readiness says no; this holds the end of listening back, so that nobody is sent to a door that is shut. The hub closes its connections at the signal, and
/// browsers come again by themselves.
/// </summary>
internal sealed class Drain(IOptions<StopOptions> options) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) => options.Value.Drain > TimeSpan.Zero ? Task.Delay(options.Value.Drain, cancellationToken) : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
