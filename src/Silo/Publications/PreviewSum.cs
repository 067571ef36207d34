using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HoiQC.Domain.Publications;
using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Publications;

/// <summary>Sums up a plan as it streams by: counts, the first of each list, and a hash of draft and every change, which is the preview's id.</summary>
/// <param name="draft">The draft, as text that differs when anything in it does.</param>
internal sealed class PreviewSum(string draft)
{
    private const int IdBytes = 16;

    private readonly StringBuilder _line = new(draft);
    private readonly Part _created = new();
    private readonly Part _moved = new();
    private readonly Part _voided = new();
    private readonly Part _renewed = new();
    private int _kept;
    private int _told;

    /// <summary>Reads a whole plan.</summary>
    /// <param name="bodies">The plan.</param>
    /// <param name="frame">What the plan says nothing of: number, rule, version, days.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Preview Of(IEnumerable<BodyPlan> bodies, Preview frame, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Digest(hash);
        foreach (var body in bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var change in body.Changes) Take(body, change);
            if (body.Changes.Any(change => change.Tells)) _told++;
            Digest(hash);
        }
        return frame with
        {
            Id = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, IdBytes)),
            Created = _created.List,
            Moved = _moved.List,
            Voided = _voided.List,
            Renewed = _renewed.List,
            Kept = _kept,
            Told = _told,
        };
    }

    private void Digest(IncrementalHash hash)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(_line.ToString()));
        _line.Clear();
    }

    private void Take(BodyPlan body, PlannedChange change)
    {
        _line.Append(CultureInfo.InvariantCulture, $"\n{body.Body.Id}|{change.Rule.Code}|{change.Period.Key}|{change.Effect}|{change.OldDue:yyyyMMdd}|{change.NewDue:yyyyMMdd}|{change.Noticed}|{change.OtherNumber}");
        switch (change.Effect)
        {
            case Effect.Created: _created.Add(body, change); break;
            case Effect.Moved: _moved.Add(body, change); break;
            case Effect.Voided: _voided.Add(body, change); break;
            default: _kept++; break;
        }
        if (change.Noticed) _renewed.Add(body, change);
    }

    private sealed class Part
    {
        private readonly ImmutableArray<PlannedObligation>.Builder _listed = ImmutableArray.CreateBuilder<PlannedObligation>();
        private int _count;

        public PlannedList List => new(_count, _listed.ToImmutable());

        public void Add(BodyPlan body, PlannedChange change)
        {
            if (_count++ < PlannedList.Longest)
                _listed.Add(new(body.Body.Id, body.Body.Name, body.Body.Unit, change.Rule.Code, change.Period.Key, change.OldDue, change.NewDue));
        }
    }
}
