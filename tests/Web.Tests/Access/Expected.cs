using HoiQC.Domain.People;

namespace HoiQC.Web.Tests.Access;

/// <summary>
/// Who may do what, written down by hand from the description of the roles. Nothing of the product's own policy is used here: the matrix compares the two.
/// </summary>
internal static class Expected
{
    /// <summary>One person for every role, and those who hold it over less or over everything.</summary>
    public static readonly string[] Roles =
    [
        "Watcher:106", "Reviewer:106", "Officer:106", "Officer:106-PartyCommittee", "Administrator:106", "Administrator:*", "Inspector:106", "Display:106",
    ];

    /// <summary>Who may, over a unit and all below it.</summary>
    private static readonly Dictionary<Act, string[]> Holders = new()
    {
        [Act.ReadBoard] = ["Watcher:106", "Reviewer:106", "Inspector:106"],
        [Act.ReadUnit] = ["Watcher:106", "Reviewer:106", "Inspector:106"],
        [Act.ReadBody] = ["Watcher:106", "Reviewer:106", "Inspector:106", "Officer:106"],
        [Act.HandIn] = ["Officer:106"],
        [Act.Review] = ["Reviewer:106"],
        [Act.ReadReviews] = ["Watcher:106", "Reviewer:106", "Inspector:106"],
        [Act.Relieve] = ["Reviewer:106"],
        [Act.RecordCall] = ["Watcher:106"],
        [Act.KeepPeople] = ["Administrator:106", "Administrator:*"],
        [Act.ReadRecord] = ["Inspector:106"],
        [Act.Configure] = ["Administrator:*"],
    };

    /// <summary>Whether somebody may.</summary>
    /// <param name="role">The one role held; null for nobody.</param>
    /// <param name="act">What.</param>
    /// <param name="relation">Where, seen from huyện Tam Đường (106): own, ancestor, descendant, sibling, outside; "whole" or "anywhere" without a place.</param>
    /// <param name="ofBody">Whether a body is meant, not its unit.</param>
    public static bool May(string? role, Act act, string relation, bool ofBody)
    {
        if (act == Act.Arrive) return true;
        if (role is null) return false;
        if (act == Act.BeHere) return role != "Display:106";
        if (role == "Display:106") return act == Act.ReadBoard && relation is ("own" or "anywhere");
        if (role == "Officer:106-PartyCommittee") return act is (Act.ReadBody or Act.HandIn) && (relation == "anywhere" || (ofBody && relation == "own"));
        if (!Holders.TryGetValue(act, out var holders) || !holders.Contains(role)) return false;
        return role.EndsWith('*') || relation is "own" or "descendant" or "anywhere";
    }
}
