using System.Collections.Concurrent;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Chaos;

/// <summary>Everything the harness knows that the product is to have: obligations, events, calls, versions of a rule.</summary>
internal sealed class World
{
    private int _submissions;

    public District District { get; } = new();

    public Findings Findings { get; } = new();

    public Counts Counts { get; } = new();

    public ConcurrentDictionary<string, Duty> Duties { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, Happening> Events { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, Call> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>The version that was sent and is not known to be there; null for none.</summary>
    public Version? Publishing { get; set; }

    /// <summary>The newest first day of a version that was sent.</summary>
    public DateOnly NewestVersion { get; set; } = new(2024, 1, 1);

    /// <summary>An id that was never used.</summary>
    public string NextSubmission(string what) => string.Create(CultureInfo.InvariantCulture, $"chaos-{what}-{Interlocked.Increment(ref _submissions):D6}");

    /// <summary>Adds the obligations of calendar rules that are to exist by a day.</summary>
    public void Grow(DateOnly today)
    {
        // Until it is known whether a version is there, rows that it would bind are not judged.
        foreach (var (body, opening) in District.Owed(today))
        {
            var duty = new Duty(body, opening);
            if (!Duties.TryGetValue(duty.Key, out var known)) Duties[duty.Key] = duty;
            else if (known.Opening.Version != opening.Version && known.Pieces.Count == 0 && known.Reliefs.Count == 0) Duties[duty.Key] = duty;
        }
    }

    /// <summary>An event is there: what it opened is to exist.</summary>
    public void Opened(Happening happened, string id, DateTimeOffset at)
    {
        (happened.Known, happened.Id, happened.At) = (Known.Certain, id, at);
        var duty = new Duty(happened.Body, District.Requested(Period.OfAnchor(happened.On))) { Event = (id, at) };
        Duties.TryAdd(duty.Key, duty);
    }

    /// <summary>Obligations somebody would hand something in for on a day.</summary>
    public List<Duty> Current(DateTimeOffset now)
    {
        var today = VietnamTime.DayOf(now);
        return [.. Duties.Values.Where(duty => duty.Opening.Terms.Opens <= today && duty.Opening.Terms.Due > today.AddDays(-25)).OrderBy(duty => duty.Key, StringComparer.Ordinal)];
    }
}

/// <summary>A request that was entered for a body.</summary>
internal sealed class Happening(string submission, string body, DateOnly on)
{
    public string Submission => submission;

    public string Body => body;

    public DateOnly On => on;

    public Known Known { get; set; }

    public string Id { get; set; } = "";

    public DateTimeOffset At { get; set; }
}

/// <summary>A call that was written down.</summary>
internal sealed class Call(string body, DateOnly on, string note)
{
    public string Body => body;

    public DateOnly On => on;

    public string Note => note;

    public Known Known { get; set; }
}

/// <summary>A version of the monthly rule that was published.</summary>
internal sealed record Version(DateOnly From, int Due, DateOnly Published);

/// <summary>What is counted on the way.</summary>
internal sealed class Counts
{
    private readonly ConcurrentDictionary<string, int> _kills = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _operations = new(StringComparer.Ordinal);
    private int _acknowledged;
    private int _unanswered;
    private int _refused;
    private int _transitions;

    public int Acknowledged => _acknowledged;

    public int Unanswered => _unanswered;

    public int Refused => _refused;

    public int Transitions => _transitions;

    public int Checks { get; set; }

    public int Boards { get; set; }

    public int ClocksRefused { get; set; }

    public int Pauses { get; set; }

    public int FullDisks { get; set; }

    public int BrokenConnections { get; set; }

    public int Crashes { get; set; }

    public int Kills => _kills.Values.Sum();

    public IEnumerable<KeyValuePair<string, int>> KillsByKind => _kills.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, int>> Operations => _operations.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public void Killed(string how) => _kills.AddOrUpdate(how, 1, (_, n) => n + 1);

    public void Done(string operation, Known how)
    {
        if (how == Known.Certain) Interlocked.Increment(ref _acknowledged);
        else if (how == Known.Maybe) Interlocked.Increment(ref _unanswered);
        else Interlocked.Increment(ref _refused);
        if (how == Known.Certain) _operations.AddOrUpdate(operation, 1, (_, n) => n + 1);
    }

    public void Read(int transitions) => Interlocked.Add(ref _transitions, transitions);
}
