using System.Data.Common;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Import;

/// <summary>New evidence that is an event or says a number, kept until all bodies and rows of an import are there.</summary>
internal sealed class EventfulEvidence(DbConnection connection, Configuration configuration, DateTimeOffset now)
{
    private readonly List<(BodyRow Body, EvidenceRow Evidence)> _kept = [];
    private readonly Dictionary<string, bool> _rules = new(StringComparer.Ordinal);

    /// <summary>Whether something waits.</summary>
    public bool Any => _kept.Count > 0;

    /// <summary>Whether the files hold any such line, be it that nothing is written because of faults.</summary>
    public bool Seen { get; private set; }

    /// <summary>Lines that are judged.</summary>
    public void See(List<EventLine> lines, RuleVersion? version) => Seen |= version?.Gives is not null && lines.Exists(line => line.Form.OccurredOn is not null);

    /// <summary>Evidence that was written.</summary>
    public void Add(BodyRow body, EvidenceRow evidence)
    {
        var rule = evidence.Form.Rule;
        if (!_rules.TryGetValue(rule, out var may)) _rules[rule] = may = Consequences.May(configuration.Book, rule);
        if (may) _kept.Add((body, evidence));
    }

    /// <summary>Brings about what follows from what waits, in the order of receipt; the rows are read again, as they were written.</summary>
    /// <returns>Units and years whose boards changed.</returns>
    public IReadOnlyCollection<(string Unit, int Year)> Follow(ObligationWriter writer)
    {
        var consequences = new Consequences(connection, configuration, writer, now);
        foreach (var (body, evidence) in _kept.OrderBy(pair => pair.Evidence.ReceivedAt))
        {
            var row = connection.Rows($"SELECT {ObligationTable.Columns} FROM obligation o WHERE o.id = @Obligation", new { evidence.Obligation }, reader => ObligationTable.Read(reader)).First();
            consequences.Counting(body, row, evidence, evidence.ReceivedAt);
        }
        _kept.Clear();
        return consequences.Touched;
    }
}
