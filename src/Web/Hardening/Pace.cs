namespace HoiQC.Web.Hardening;

/// <summary>What may be done only so often.</summary>
public enum Pace
{
    /// <summary>Trying a password: by account and by address.</summary>
    SignIn,

    /// <summary>Handing something in: by person.</summary>
    Submission,

    /// <summary>Searching: by person.</summary>
    Search,
}

/// <summary>Says of a page or an endpoint that it may be used only so often: its forms where it takes forms, else its questions.</summary>
/// <param name="pace">How often.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PacedAttribute(Pace pace) : Attribute
{
    /// <summary>How often.</summary>
    public Pace Pace { get; } = pace;
}
