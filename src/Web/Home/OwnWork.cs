using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Domain.Rules;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
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

/// <summary>Reads what officers have to do.</summary>
internal sealed class OwnWorkReader(IArchive archive, ILedger ledger, INodeConfiguration node, VietnamClock clock)
{
    private const int MostBodies = 60;
    private const int MostReceived = 10;

    /// <summary>The work of somebody.</summary>
    public async Task<OwnWork> Of(Viewer viewer, CancellationToken cancellationToken = default)
    {
        var duties = new List<OwnDuty>();
        var bodies = await Bodies(viewer, cancellationToken);
        foreach (var body in bodies)
            if (await ledger.Facts(body.Id, cancellationToken) is { } facts) duties.AddRange(Duty.All(node.Current, facts, clock.Now).Select(duty => new OwnDuty(body, duty)));
        return new(
            bodies.Count,
            [.. duties.Where(one => one.Duty.IsOwed && !one.Waits).OrderBy(one => one.Returned is null).ThenBy(one => one.Duty.Row.Due).ThenBy(one => one.Body.Id, StringComparer.Ordinal)],
            [.. duties.SelectMany(one => one.Duty.Evidence.Where(piece => piece is { WithdrawnAt: null, Imported: false }).Select(piece => (one, piece))).OrderByDescending(pair => pair.piece.ReceivedAt).Take(MostReceived)]);
    }

    /// <summary>The bodies somebody answers for: those assigned, the blocs they are members of, and all of a unit with all below where the unit is assigned.</summary>
    private async Task<List<BodyRow>> Bodies(Viewer viewer, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, BodyRow>(StringComparer.Ordinal);
        foreach (var held in viewer.As(Role.Officer))
        {
            if (held.Scope.Body is { } id)
            {
                if (await ledger.FindBody(id, cancellationToken) is not { } body) continue;
                found[body.Id] = body;
                foreach (var bloc in (await archive.BodiesOf(body.Unit, cancellationToken)).Where(other => other.Class == BodyClass.Bloc && Members(other).Contains(body.Kind))) found[bloc.Id] = bloc;
                continue;
            }

            // Who answers for very many sees those with the nearest days.
            foreach (var unit in held.Scope.Unit is { } code ? [code] : node.Current.Tree.Roots.Select(root => root.Code))
            {
                foreach (var (body, _) in await archive.DueNext(null, unit, MostBodies, cancellationToken)) found[body.Id] = body;
                foreach (var below in node.Current.Tree.Subtree(unit).TakeWhile(_ => found.Count < MostBodies))
                    foreach (var body in await archive.BodiesOf(below.Code, cancellationToken)) found[body.Id] = body;
            }
        }
        return [.. found.Values.Take(MostBodies)];
    }

    private HashSet<string> Members(BodyRow bloc) =>
        [.. node.Current.Book.Newest.Where(version => version.Owners.Subject == Subject.Bloc && bloc.Owes(version, node.Current.Tree)).SelectMany(version => version.Owners.BlocMembers)];
}
