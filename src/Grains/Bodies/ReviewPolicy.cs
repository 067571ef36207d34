namespace HoiQC.Grains.Bodies;

/// <summary>Whether evidence is reviewed, and how much time that gives: section "Review" of the configuration.</summary>
public sealed class ReviewPolicy
{
    /// <summary>The section's name.</summary>
    public const string Section = "Review";

    /// <summary>The most working days that can be meant.</summary>
    public const int MostDays = 60;

    /// <summary>Whether what is handed in waits until it is accepted; else it counts as it is received.</summary>
    public bool Required { get; set; } = true;

    /// <summary>Working days a reviewer has after the receipt, and an owner after a return.</summary>
    public int WorkingDays { get; set; } = 5;

    /// <summary>Whether it makes sense.</summary>
    public bool IsValid => WorkingDays is >= 1 and <= MostDays;
}
