using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Boards;

/// <summary>
/// Holds the lines of one unit, coalesces what changes, and passes its sums upwards with the number they speak of. Messages are speed,
/// the table is truth: every five seconds it looks whether a message was lost.
/// </summary>
internal sealed class BoardGrain(IArchive archive, INodeConfiguration node) : Grain, IBoardGrain
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, YearLines> _years = [];
    private readonly HashSet<int> _stale = [];
    private readonly HashSet<int> _untold = [];
    private readonly HashSet<int> _doubtful = [];
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
        if (!_years.TryGetValue(own.Year, out var lines))
        {
            // A unit without units below it has no other lines than these.
            if (node.Current.Tree.Children(Unit).IsEmpty) _years[own.Year] = YearLines.Of(own);
        }
        else if (!lines.Take(own)) return Task.CompletedTask;
        return Soon(own.Year);
    }

    public Task Report(BoardLines child)
    {
        ForgetIfConfigured();
        if (_years.TryGetValue(child.Year, out var lines))
        {
            if (!lines.Report(child, out var doubtful)) return Task.CompletedTask;
            if (doubtful) _doubtful.Add(child.Year);
        }
        return Soon(child.Year);
    }

    public async Task<BoardLines> Read(int year, long atLeast = 0)
    {
        var lines = await Held(year);
        if (lines.CheckedAt < atLeast)
        {
            if (await IsConcerned(lines.CheckedAt)) _years[year] = lines = YearLines.Of(await archive.Board(Unit, year, asOf: null));
            else lines.CheckedAt = atLeast;
        }
        return new(Unit, year, lines.Number, lines.All());
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
            var total = (await Held(year)).Total(Unit, year);
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
            var (number, own) = await archive.OwnLines([Unit], year);
            lines.Take(new(Unit, year, number, LineRecord.Of(own.GetValueOrDefault(Unit, []))));
        }
        _stale.Remove(year);
        return lines;
    }

    /// <summary>Whether anything at or below the unit has changed after a number.</summary>
    private async Task<bool> IsConcerned(long number)
    {
        var tree = node.Current.Tree;
        return (await archive.UnitsChangedAfter(number)).Any(unit => unit == Unit || tree.Ancestors(unit).Any(above => above.Code == Unit));
    }

    /// <summary>Names, rules and the tree may be others now: nothing held is of use.</summary>
    private void ForgetIfConfigured()
    {
        if (_configuration == node.Current.Version) return;
        _configuration = node.Current.Version;
        _years.Clear();
        _stale.Clear();
        _doubtful.Clear();
    }

    private async Task LookForLost(CancellationToken cancellationToken)
    {
        var newest = await archive.Newest(exact: false, cancellationToken);
        if (newest > _looked && _years.Count > 0)
        {
            if (await IsConcerned(_looked == 0 ? _years.Values.Min(lines => lines.Number) : _looked))
                _doubtful.UnionWith(_years.Where(pair => pair.Value.Number < newest).Select(pair => pair.Key));
            _looked = newest;
        }
        foreach (var year in _doubtful.ToList())
        {
            _doubtful.Remove(year);
            if (!_years.TryGetValue(year, out var lines)) continue;
            var read = YearLines.Of(await archive.Board(Unit, year, asOf: null, cancellationToken));
            if (read.Number < lines.Number) continue;
            _years[year] = read;
            if (!read.Same(lines)) await Soon(year);
        }
    }
}

/// <summary>Lines of one unit and year, the own ones and each child's with the number it speaks of.</summary>
internal sealed class YearLines
{
    private readonly Dictionary<string, BoardLines> _children = new(StringComparer.Ordinal);
    private ImmutableArray<LineRecord> _own = [];

    /// <summary>The number the own lines were read at.</summary>
    public long OwnNumber { get; private set; }

    /// <summary>Up to this number the tables have been read, or nothing in them concerned these lines.</summary>
    public long CheckedAt { get; set; }

    /// <summary>The newest number any of it speaks of; never falls.</summary>
    public long Number { get; private set; }

    /// <summary>All lines as one reading of the tables gave them.</summary>
    public static YearLines Of(Parts parts)
    {
        var lines = new YearLines { _own = LineRecord.Of(parts.Lines.Where(part => part.Row.Kind == RowKind.Body)), OwnNumber = parts.Number, CheckedAt = parts.Number, Number = parts.Number };
        foreach (var child in parts.Lines.Where(part => part.Row.Kind == RowKind.Unit).GroupBy(part => part.Row.Id, StringComparer.Ordinal))
            lines._children[child.Key] = new(child.Key, 0, parts.Number, LineRecord.Of(child));
        return lines;
    }

    /// <summary>The lines of a unit that has only bodies.</summary>
    public static YearLines Of(BoardLines own) => new() { _own = own.Lines, OwnNumber = own.Number, Number = own.Number };

    /// <summary>New own lines; false for older ones.</summary>
    public bool Take(BoardLines own)
    {
        if (own.Number < OwnNumber) return false;
        (_own, OwnNumber) = (own.Lines, own.Number);
        Number = Math.Max(Number, own.Number);
        return true;
    }

    /// <summary>New lines of a child; false for older ones, and for the same again.</summary>
    /// <param name="child">What it reports.</param>
    /// <param name="doubtful">The same number with other lines: a child's number is the highest of its parts', so either may be the newer.</param>
    public bool Report(BoardLines child, out bool doubtful)
    {
        doubtful = false;
        if (_children.TryGetValue(child.Unit, out var held))
        {
            if (held.Number > child.Number || (held.Number == child.Number && held.Lines.SequenceEqual(child.Lines))) return false;
            doubtful = held.Number == child.Number;
        }
        _children[child.Unit] = child;
        Number = Math.Max(Number, child.Number);
        return true;
    }

    /// <summary>Everything, own lines and children's.</summary>
    public ImmutableArray<LineRecord> All() => [.. _own, .. _children.Values.SelectMany(child => child.Lines)];

    /// <summary>The sums by rule, as the parent and the feed get them.</summary>
    public BoardLines Total(string unit, int year) => new(unit, year, Number,
        [.. All().GroupBy(line => line.Rule, StringComparer.Ordinal).Select(rule => LineRecord.Of(unit, isUnit: true, rule.Key, Line.Sum(rule.Select(line => line.ToLine()))))]);

    /// <summary>Whether the other holds the same lines, whatever their numbers.</summary>
    public bool Same(YearLines other) => All().ToHashSet().SetEquals(other.All());
}
