using System.Text.Json.Nodes;

namespace HoiQC.Chaos;

/// <summary>The harness' own copy of all transitions, which may only ever grow.</summary>
internal sealed class Journal(World world)
{
    private readonly List<(long Number, string Obligation, RecordedChange Row)> _rows = [];
    private readonly Dictionary<string, List<RecordedChange>> _byObligation = new(StringComparer.Ordinal);
    private long _next;

    /// <summary>The newest instant at which a transition was written down; null before the first.</summary>
    public DateTimeOffset? Newest => _rows.Count == 0 ? null : _rows.Max(row => row.Row.RecordedAt);

    public IReadOnlyList<RecordedChange> Of(string obligation) => _byObligation.GetValueOrDefault(obligation) ?? [];

    /// <summary>Reads what is new; the obligations it is about.</summary>
    public async Task<HashSet<string>> ReadOn(Product product)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        while (await Page(product, _next) is var (rows, next) && rows.Count > 0)
        {
            foreach (var row in rows)
            {
                _rows.Add(row);
                if (!_byObligation.TryGetValue(row.Obligation, out var own)) _byObligation[row.Obligation] = own = [];
                own.Add(row.Row);
                touched.Add(row.Obligation);
            }
            world.Counts.Read(rows.Count);
            _next = next;
        }
        return touched;
    }

    /// <summary>Reads all of it again: what was once read must be there as it was.</summary>
    public async Task ReadAgain(Product product)
    {
        var at = 0;
        for (var after = 0L; await Page(product, after) is var (rows, next) && rows.Count > 0; after = next)
        {
            foreach (var row in rows.Where(_ => at < _rows.Count))
            {
                if (_rows[at] != row) world.Findings.Add(Wrong.Lost, $"Transition {_rows[at].Number} of {_rows[at].Obligation} was {_rows[at].Row}, and is now {row.Number} of {row.Obligation}, {row.Row}");
                if (world.Findings.Any) return;
                at++;
            }
        }
        if (at < _rows.Count) world.Findings.Add(Wrong.Lost, $"Transition {_rows[at].Number} of {_rows[at].Obligation} was there and is gone");
    }

    private static async Task<(List<(long Number, string Obligation, RecordedChange Row)> Rows, long Next)> Page(Product product, long after)
    {
        var page = JsonNode.Parse(await product.Officer.GetStringAsync($"/api/transitions?after={after}"))!;
        return ([.. page["items"]!.AsArray().Select(one => (one!["seq"]!.GetValue<long>(), one["obligation"]!.GetValue<string>(), RecordedChange.Of(one)))], page["next"]!.GetValue<long>());
    }
}
