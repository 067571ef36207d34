namespace HoiQC.Chaos;

/// <summary>What happens to the product between its start and its death.</summary>
internal sealed class Life(World world, Product product, Plan plan, IStage stage)
{
    private const int FirstPages = 32 << 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan Full = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _answers;

    /// <summary>Works with it until it is dead; how it died.</summary>
    public async Task<string> Work(int seed, int workers)
    {
        var operations = new Operations(world, product, Acknowledged);
        using var follower = plan.FailAt == Grains.FailPoint.BeforeHub ? await Follower.Of(product) : null;
        var random = new Random(seed);
        if (plan.FailAt is Grains.FailPoint.Published or Grains.FailPoint.PartlyApplied) await operations.Publish();
        var death = Die();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Worker(operations, new Random(random.Next()))).Append(death));
        return await death;
    }

    private async Task Worker(Operations operations, Random random)
    {
        while (product.Runs && !operations.Silent && !world.Findings.Any)
        {
            await operations.One(random);
            await Task.Delay(1);
        }
    }

    private async Task<string> Die()
    {
        // On a slow machine the first answer takes longer than all others; most lives are to end later.
        if (plan.After.Milliseconds % 8 > 0) await Task.WhenAny(_warm.Task, product.Ended(), Task.Delay(FirstAnswer));
        await Task.WhenAll(At(plan.PauseAt, Stop), At(plan.FullAt, Fill), At(plan.BreakAt, Break), At(plan.CrashAt, Crash), Task.WhenAny(product.Ended(), Task.Delay(plan.After)));
        if (!product.Runs) return plan.How;
        if (plan.How == "while paused")
        {
            Native.Pause(product.Id);
            await Task.Delay(Pause);
        }
        Native.Kill(product.Id);
        return plan.FailAt.Length > 0 ? "at random" : plan.How;
    }

    private static async Task At(TimeSpan? when, Func<Task> what)
    {
        if (when is not { } after) return;
        await Task.Delay(after);
        await what();
    }

    private async Task Stop()
    {
        if (!product.Runs) return;
        world.Counts.Pauses++;
        Native.Pause(product.Id);
        await Task.Delay(Pause);
        if (product.Runs) Native.GoOn(product.Id);
    }

    /// <summary>Nothing may be written beyond the first pages of any file: a log that goes on meets that at once, one that begins anew a few writes later, in the middle of a commit.</summary>
    private async Task Fill()
    {
        if (!product.Runs) return;
        world.Counts.FullDisks++;
        Native.LimitFiles(product.Id, FirstPages);
        await Task.Delay(Full);
        if (product.Runs) Native.LimitFiles(product.Id, null);
    }

    private async Task Break()
    {
        if (!product.Runs) return;
        world.Counts.BrokenConnections++;
        await stage.Break();
    }

    private async Task Crash()
    {
        if (!product.Runs) return;
        world.Counts.Crashes++;
        await stage.Crash();
    }

    private Task Acknowledged()
    {
        if (Interlocked.Increment(ref _answers) == plan.AfterAnswers) Native.Kill(product.Id);
        _warm.TrySetResult();
        return Task.CompletedTask;
    }
}
