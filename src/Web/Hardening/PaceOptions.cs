using Microsoft.Extensions.Options;

namespace HoiQC.Web.Hardening;

/// <summary>Section "Pace": how often something may be done. So many at once, and so many a minute after that; a whole office behind one address is not hindered.</summary>
public sealed class PaceOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Pace";

    /// <summary>Passwords for one account at once.</summary>
    public int AccountAtOnce { get; init; } = 30;

    /// <summary>Passwords for one account a minute.</summary>
    public int AccountPerMinute { get; init; } = 6;

    /// <summary>Passwords from one address at once.</summary>
    public int AddressAtOnce { get; init; } = 300;

    /// <summary>Passwords from one address a minute.</summary>
    public int AddressPerMinute { get; init; } = 60;

    /// <summary>Pieces that one person hands in at once.</summary>
    public int SubmissionsAtOnce { get; init; } = 300;

    /// <summary>Pieces that one person hands in a minute.</summary>
    public int SubmissionsPerMinute { get; init; } = 300;

    /// <summary>Searches of one person at once.</summary>
    public int SearchesAtOnce { get; init; } = 120;

    /// <summary>Searches of one person a minute.</summary>
    public int SearchesPerMinute { get; init; } = 120;

    internal IEnumerable<(string Name, int Value)> Values =>
    [
        (nameof(AccountAtOnce), AccountAtOnce), (nameof(AccountPerMinute), AccountPerMinute), (nameof(AddressAtOnce), AddressAtOnce), (nameof(AddressPerMinute), AddressPerMinute),
        (nameof(SubmissionsAtOnce), SubmissionsAtOnce), (nameof(SubmissionsPerMinute), SubmissionsPerMinute), (nameof(SearchesAtOnce), SearchesAtOnce), (nameof(SearchesPerMinute), SearchesPerMinute),
    ];
}

/// <summary>Says at start what in section "Pace" cannot be meant.</summary>
internal sealed class PaceOptionsValidator : IValidateOptions<PaceOptions>
{
    private const int Most = 100_000;

    public ValidateOptionsResult Validate(string? name, PaceOptions options)
    {
        string[] faults = [.. options.Values.Where(setting => setting.Value is < 1 or > Most).Select(setting => $"Pace:{setting.Name} là {setting.Value}; ghi một số từ 1 đến {Most}.")];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
