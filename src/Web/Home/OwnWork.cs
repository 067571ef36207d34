using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Bodies;

namespace HoiQC.Web.Home;

/// <summary>One obligation of an officer.</summary>
/// <param name="Body">The body that owes it.</param>
/// <param name="Duty">What it owes, and what was handed in for it.</param>
public sealed record OwnDuty(BodyRow Body, Duty Duty)
{
    /// <summary>Why the last piece was returned; null while nothing is to be done again.</summary>
    public string? Returned => Duty.Evidence.FirstOrDefault(piece => piece.WithdrawnAt is null) is { Review: { Verdict: Verdict.Returned } review } ? review.Reason : null;

    /// <summary>Whether everything was handed in and waits for a reviewer.</summary>
    public bool Waits => Duty.Standing.Status == Status.Submitted;
}

/// <summary>What an officer has to do, over all bodies they answer for.</summary>
/// <param name="Bodies">How many bodies were looked at.</param>
/// <param name="Owed">What is to be handed in: returned ones first, then by due day.</param>
/// <param name="Received">What was handed in and waits for review, or was judged of late; the newest first.</param>
public sealed record OwnWork(int Bodies, ImmutableArray<OwnDuty> Owed, ImmutableArray<(OwnDuty Duty, EvidenceRow Piece)> Received);

/// <summary>Reads what an officer has to do.</summary>
internal sealed class OwnWorkReader(Sight sight, INodeConfiguration node, VietnamClock clock)
{
    private const int MostBodies = 60;
    private const int MostReceived = 10;

    /// <summary>The work of whoever looks.</summary>
    public async Task<OwnWork> Read(CancellationToken cancellationToken = default)
    {
        var duties = new List<OwnDuty>();
        var bodies = await sight.OwnBodies(MostBodies, cancellationToken);
        foreach (var body in bodies)
            if (await sight.Body(body.Id, cancellationToken) is { } seen) duties.AddRange(Duty.All(node.Current, await seen.Facts(cancellationToken), clock.Now).Select(duty => new OwnDuty(body, duty)));
        return new(
            bodies.Length,
            [.. duties.Where(one => one.Duty.IsOwed && !one.Waits).OrderBy(one => one.Returned is null).ThenBy(one => one.Duty.Row.Due).ThenBy(one => one.Body.Id, StringComparer.Ordinal)],
            [.. duties.SelectMany(one => one.Duty.Evidence.Where(piece => piece is { WithdrawnAt: null, Imported: false }).Select(piece => (one, piece))).OrderByDescending(pair => pair.piece.ReceivedAt).Take(MostReceived)]);
    }
}
