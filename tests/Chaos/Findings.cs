namespace HoiQC.Chaos;

/// <summary>What kind of wrong was found.</summary>
public enum Wrong
{
    /// <summary>Something acknowledged or due is not there.</summary>
    Lost,

    /// <summary>Something is there twice, or nobody asked for it.</summary>
    Doubled,

    /// <summary>A change of status does not bear its true instant or cause, or status and facts differ.</summary>
    Instant,

    /// <summary>A board does not hold the sums of its obligations.</summary>
    Total,

    /// <summary>An answer, a start or the record's chain is not as it must be.</summary>
    Answer,
}

/// <summary>What was found, by whatever part of the harness; nothing is forgiven.</summary>
public sealed class Findings
{
    private readonly Lock _gate = new();
    private readonly List<(Wrong Kind, string Sentence)> _all = [];

    /// <summary>Whether anything is wrong.</summary>
    public bool Any
    {
        get
        {
            lock (_gate) return _all.Count > 0;
        }
    }

    /// <summary>Everything found, in order.</summary>
    public IReadOnlyList<(Wrong Kind, string Sentence)> All
    {
        get
        {
            lock (_gate) return [.. _all];
        }
    }

    /// <summary>Notes it.</summary>
    public void Add(Wrong kind, string sentence)
    {
        lock (_gate) _all.Add((kind, sentence));
    }

    /// <summary>How many of a kind.</summary>
    public int Count(Wrong kind)
    {
        lock (_gate) return _all.Count(one => one.Kind == kind);
    }
}
