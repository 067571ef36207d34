using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Boards;

/// <summary>
/// Holds the lines of one unit, coalesces what changes, and passes its sums upwards with the number they speak of. Messages are speed,
/// the table is truth: every five seconds it looks whether a message was lost that had had as long to arrive.
/// </summary>
internal sealed class BoardGrain(IArchive archive, INodeConfiguration node, SweepNotice sweep) : Grain, IBoardGrain
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, YearLines> _years = [];
    private readonly HashSet<int> _stale = [];
    private readonly HashSet<int> _untold = [];
    private long _configuration = -1;
    private long _looked;
    private IGrainTimer? _flush;

    private string Unit => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(LookForLost, new GrainTimerCreationOptions(Look, Look));
        return Task.CompletedTask;
    }

    public Task Changed(int year, long number)
    {
        if (!_years.TryGetValue(year, out var lines) || lines.OwnNumber < number) _stale.Add(year);
        return Soon(year);
    }

    public Task Take(BoardLines own)
    {
        ForgetIfConfigured();

        // A unit without units below it has no other lines than these, and nothing else to wait for.
        var isAll = node.Current.Tree.Children(Unit).IsEmpty;
        if (_years.TryGetValue(own.Year, out var lines)) lines.Take(own, isAll);
        else if (isAll) _years[own.Year] = YearLines.Of(own);
        if (!isAll) return Soon(own.Year);
        _untold.Add(own.Year);
        return Flush(CancellationToken.None);
    }

    public Task Report(BoardLines child)
    {
        ForgetIfConfigured();
        if (_years.TryGetValue(child.Year, out var lines)) lines.Report(child);

        // Also where memory holds it already: a reading may have overtaken the message, and then nobody above was told.
        return Soon(child.Year);
    }

    public async Task<BoardLines> Read(int year, long atLeast = 0, long configuration = 0)
    {
        if (node.Current.Version < configuration) await node.Refresh();
        var lines = await Checked(year, await Held(year), atLeast);
        return new(Unit, year, lines.Number, lines.CompleteTo, lines.All());
    }

    private Task Soon(int year)
    {
        _untold.Add(year);
        _flush ??= this.RegisterGrainTimer(Flush, new GrainTimerCreationOptions(Breath, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    private async Task Flush(CancellationToken cancellationToken)
    {
        _flush?.Dispose();
        _flush = null;
        foreach (var year in _untold.ToList())
        {
            var lines = await Held(year);
            await Complete(lines, await archive.Newest());
            var total = lines.Total(Unit, year);
            _untold.Remove(year);
            if (node.Current.Tree.Find(Unit)?.Parent is { } parent) await GrainFactory.GetGrain<IBoardGrain>(parent).Report(total);
            await GrainFactory.GetGrain<IBoardFeedGrain>(IBoardFeedGrain.Key).Changed(total);
        }
    }

    /// <summary>The lines of a year, read from the tables where memory is cold, stale or of an older configuration.</summary>
    private async Task<YearLines> Held(int year)
    {
        ForgetIfConfigured();
        if (!_years.TryGetValue(year, out var lines))
        {
            lines = YearLines.Of(await archive.Board(Unit, year, asOf: null));
            _years[year] = lines;
        }
        else if (_stale.Contains(year))
        {
            var own = await archive.OwnLines([Unit], year);
            lines.Take(own[0], isAll: node.Current.Tree.Children(Unit).IsEmpty);
        }
        _stale.Remove(year);
        return lines;
    }

    /// <summary>
    /// The lines as the tables have them at least up to a number. What a message should have brought is told on from here, because the message
    /// itself, should it still come, brings nothing new.
    /// </summary>
    private async Task<YearLines> Checked(int year, YearLines lines, long number)
    {
        if (await Complete(lines, number)) return lines;
        var read = YearLines.Of(await archive.Board(Unit, year, asOf: null));
        _years[year] = read;
        if (!read.Same(lines)) await Soon(year);
        return read;
    }

    /// <summary>Whether nothing is missing up to a number: nothing changed, or the own lines are as new and each child has told what it knows up to there.</summary>
    private async Task<bool> Complete(YearLines lines, long number)
    {
        if (lines.CompleteTo >= number) return true;
        if (await archive.ChangedAfter(Unit, lines.CompleteTo, number, below: true))
        {
            if (await archive.ChangedAfter(Unit, lines.OwnNumber, number, below: false)) return false;
            foreach (var child in node.Current.Tree.Children(Unit))
                if (await archive.ChangedAfter(child.Code, lines.CompleteOf(child.Code), number, below: true)) return false;
        }
        lines.CompleteTo = Math.Max(lines.CompleteTo, number);
        return true;
    }

    /// <summary>Names, rules and the tree may be others now: nothing held is of use.</summary>
    private void ForgetIfConfigured()
    {
        if (_configuration == node.Current.Version) return;
        _configuration = node.Current.Version;
        _years.Clear();
        _stale.Clear();
    }

    private async Task LookForLost(CancellationToken cancellationToken)
    {
        if (_years.Count == 0 || sweep.IsRecording) return;
        var upTo = _looked;
        _looked = await archive.Newest(exact: false, cancellationToken);
        foreach (var (year, lines) in _years.ToList()) await Checked(year, lines, upTo);
    }
}
