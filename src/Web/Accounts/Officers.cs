using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;

namespace HoiQC.Web.Accounts;

/// <summary>Who answers for a body today. Where nobody does it is the body itself, never an administrator.</summary>
internal sealed class Officers(IAccountStore store, INodeConfiguration node, VietnamClock clock)
{
    /// <summary>Names of a body's officers; for a bloc also those of its members.</summary>
    public async Task<ImmutableArray<string>> Of(BodyInSight body, CancellationToken cancellationToken)
    {
        var (tree, place) = (node.Current.Tree, node.Current.PlaceOf(body.Row));
        var members = place.Members.IsDefaultOrEmpty ? [] : (await body.Neighbours(cancellationToken)).Where(other => place.Members.Contains(other.Kind)).Select(other => other.Id);
        string[] scopes = [body.Row.Id, body.Row.Unit, .. tree.Ancestors(body.Row.Unit).Select(above => above.Code), RoleScope.Star, .. members];
        return
        [
            .. (await store.Holding(nameof(Role.Officer), scopes, cancellationToken)).Where(account => Policy.Allows(account.ViewerOn(clock.Today), Act.HandIn, place, clock.Today, tree)).Select(account => account.Name),
        ];
    }
}
