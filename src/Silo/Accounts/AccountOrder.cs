using System.Collections.Immutable;

namespace HoiQC.Silo.Accounts;

/// <summary>What whoever runs the server wants done with accounts; it goes to the running server as it is.</summary>
/// <param name="Verb">add, list, close, addkey or revokekey.</param>
/// <param name="Id">Name one signs in with; for revokekey the key's prefix.</param>
/// <param name="Name">The person's name, or what a key is for.</param>
/// <param name="Roles">Roles with their scopes as they are written: "watcher:106", "officer:3430-FrontBloc", "administrator:*".</param>
/// <param name="Until">Last day of the roles, local; null for no end.</param>
/// <param name="Days">Days for which the invitation or key is good; null for the usual.</param>
public sealed record AccountOrder(string Verb, string Id, string? Name, ImmutableArray<string> Roles, DateOnly? Until, int? Days)
{
    /// <summary>An order without anything but its verb.</summary>
    public static AccountOrder Of(string verb, string id = "") => new(verb, id, null, [], null, null);
}

/// <summary>How an order went.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="Lines">What to print; the last line of a new invitation or key is that alone.</param>
public sealed record AccountAnswer(bool Done, ImmutableArray<string> Lines)
{
    internal static AccountAnswer Refused(string sentence) => new(false, [sentence]);
}
