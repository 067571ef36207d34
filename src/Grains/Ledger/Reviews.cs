using HoiQC.Domain.Obligations;

namespace HoiQC.Grains.Ledger;

/// <summary>Somebody, as a row keeps who it was: the name stays as it was then.</summary>
/// <param name="Account">Id of the account; "" where no account stands behind it.</param>
/// <param name="Name">The name.</param>
public sealed record Person(string Account, string Name);

/// <summary>The review of a piece of evidence, as stored.</summary>
/// <param name="Verdict">What it came to.</param>
/// <param name="At">When; null while it waits.</param>
/// <param name="By">Who decided; null while it waits.</param>
/// <param name="Reason">Why, in words: always for a return.</param>
/// <param name="RuleVersion">The rule version it was judged under, as the reviewer saw it; null while it waits.</param>
public sealed record ReviewRow(Verdict Verdict, DateTimeOffset? At, Person? By, string? Reason, int? RuleVersion)
{
    /// <summary>It waits.</summary>
    public static readonly ReviewRow Pending = new(Verdict.Pending, null, null, null, null);
}

/// <summary>A piece of evidence where it stands: with its obligation and body.</summary>
/// <param name="Row">The piece.</param>
/// <param name="Key">The obligation.</param>
/// <param name="Unit">Code of the body's unit.</param>
/// <param name="BodyName">Full name of the body.</param>
/// <param name="RuleVersion">Number of the rule version that binds the obligation now.</param>
public sealed record ListedEvidence(EvidenceRow Row, ObligationKey Key, string Unit, string BodyName, int RuleVersion);

/// <summary>How many pieces of a body wait for review.</summary>
/// <param name="Unit">Code of its unit.</param>
/// <param name="Body">The body's id.</param>
/// <param name="All">How many.</param>
/// <param name="Late">How many of them were received before the day that was asked for.</param>
public sealed record WaitingCount(string Unit, string Body, int All, int Late);

/// <summary>What a return makes of the binding of an obligation.</summary>
public static class ReviewBinding
{
    /// <summary>The binding that follows from a return that moves the due day.</summary>
    public static BindingRow BindBy(this ObligationRow row, Supplement supplement, string code, DateTimeOffset at) =>
        row.Bound with { From = at, Cause = "returned:" + code, Due = supplement.Until, Supplement = supplement };
}
