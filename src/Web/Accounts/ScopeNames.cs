using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Accounts;

/// <summary>Scopes by the names of their units and bodies, and found by their codes.</summary>
internal sealed class ScopeNames(IArchive archive, ILedger ledger, INodeConfiguration node, VietnamClock clock)
{
    private const int Most = 60;

    /// <summary>What a scope is called.</summary>
    public async Task<string> Of(RoleScope scope, CancellationToken cancellationToken) => scope switch
    {
        { Body: { } body } => (await ledger.FindBody(body, cancellationToken))?.Name ?? body,
        { Unit: { } unit } => node.Current.Tree.Find(unit)?.Name ?? unit,
        _ => "toàn hệ thống",
    };

    /// <summary>What the scopes of some roles are called.</summary>
    public async Task<Dictionary<AssignmentRecord, string>> Of(IEnumerable<AssignmentRecord> held, CancellationToken cancellationToken)
    {
        var names = new Dictionary<AssignmentRecord, string>();
        foreach (var one in held) names.TryAdd(one, await Of(one.ToAssignment().Scope, cancellationToken));
        return names;
    }

    /// <summary>The scope of a code: "*", a unit's code or a body's id; null where there is none of it.</summary>
    public async Task<RoleScope?> Find(string code, CancellationToken cancellationToken) =>
        code == RoleScope.Star ? RoleScope.Everything
        : node.Current.Tree.Find(code) is { } unit ? RoleScope.Of(unit.Code)
        : code.Length > 0 && await ledger.FindBody(code, cancellationToken) is { } body ? RoleScope.Of(body.Id, body.Unit, body.Kind) : null;

    /// <summary>What somebody who keeps people may choose from: their own units with those directly below, and what of their scope a text finds.</summary>
    public async Task<ImmutableArray<Option>> Offer(Viewer keeper, string? text, CancellationToken cancellationToken)
    {
        var (tree, today) = (node.Current.Tree, clock.Today);
        var own = keeper.As(Role.Administrator).Select(held => held.Scope).Where(scope => scope.Body is null).ToList();
        var tops = own.Exists(scope => scope.IsEverything) ? tree.Roots : [.. own.Select(scope => tree.Find(scope.Unit!)).OfType<Unit>()];
        var near = tops.SelectMany(top => tree.Children(top.Code).Where(unit => !(unit.ValidTo < today)).Prepend(top)).DistinctBy(unit => unit.Code).Take(Most * 2);
        IEnumerable<Option> options = [.. own.Exists(scope => scope.IsEverything) ? new[] { new Option(RoleScope.Star, "Toàn hệ thống") } : [], .. near.Select(unit => new Option(unit.Code, unit.Name))];
        if (Vietnamese.Fold(text ?? "") is { Length: > 0 } folded)
        {
            var units = tops.SelectMany(top => tree.Subtree(top.Code)).Where(unit => Vietnamese.Fold(unit.Name).Contains(folded, StringComparison.Ordinal)).DistinctBy(unit => unit.Code).Take(Most);
            options = options.Concat(units.Select(unit => new Option(unit.Code, $"{unit.Name} ({unit.Code})", "Đơn vị tìm được")));
            foreach (var top in tops)
                options = options.Concat((await archive.SearchBodies(top.Code, text!, Most, cancellationToken)).Select(body => new Option(body.Id, $"{body.Name} ({body.Id})", "Tổ chức tìm được")));
        }
        return [.. options];
    }
}
