using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Grains.Accounts;

namespace HoiQC.Web.Accounts.Keeping;

/// <summary>A role as somebody wants it given or ended.</summary>
/// <param name="Role">Its code: Watcher, Reviewer, Officer, Administrator, Inspector; capitals do not matter.</param>
/// <param name="Scope">"*", a unit's code or a body's id.</param>
/// <param name="From">First day; null for today.</param>
/// <param name="Until">Last day; null for no end.</param>
public sealed record RoleOrder(string? Role, string? Scope, DateOnly? From, DateOnly? Until);

/// <summary>What came of a wish: the account as it is now, or why not.</summary>
/// <param name="Account">The account; null where it was refused.</param>
/// <param name="Secret">A secret to show once: of a link, or a screen's key.</param>
/// <param name="Refusals">Why not.</param>
public sealed record DeskAnswer(AccountRecord? Account, string? Secret, ImmutableArray<Refusal> Refusals)
{
    /// <summary>It was done.</summary>
    public static DeskAnswer Done(AccountRecord account, string? secret = null) => new(account, secret, []);

    /// <summary>It was refused.</summary>
    public static DeskAnswer No(params ImmutableArray<Refusal> refusals) => new(null, null, refusals);
}
