using Microsoft.Extensions.Options;

namespace HoiQC.Web.Accounts.Providers;

/// <summary>Section "Provider": somebody else who may say who a person is, by OAuth 2 with PKCE. Off while the section is empty.</summary>
public sealed class ProviderOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Provider";

    /// <summary>What people call it; it stands with every link, so another name is another provider.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the browser is sent to sign in.</summary>
    public string AuthorizationEndpoint { get; init; } = "";

    /// <summary>Where HoiQC changes the code for a token.</summary>
    public string TokenEndpoint { get; init; } = "";

    /// <summary>Where HoiQC asks whose the token is.</summary>
    public string UserInformationEndpoint { get; init; } = "";

    /// <summary>HoiQC's name at the provider.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>HoiQC's secret at the provider.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>The field of the answer that names the person and never changes.</summary>
    public string SubjectField { get; init; } = "sub";

    /// <summary>What is asked of the provider.</summary>
    public string Scope { get; init; } = "openid";

    /// <summary>Whether anything is set.</summary>
    public bool IsOn => new[] { Name, AuthorizationEndpoint, TokenEndpoint, UserInformationEndpoint, ClientId, ClientSecret }.Any(value => value.Length > 0);
}

/// <summary>Says at start what in section "Provider" is missing or cannot be meant.</summary>
internal sealed class ProviderOptionsValidator : IValidateOptions<ProviderOptions>
{
    private const int LongestName = 40;
    private const int ShortestSecret = 8;

    /// <summary>What stands in examples where a secret belongs.</summary>
    private static readonly string[] FilledIn = ["changeme", "change-me", "password", "matkhau", "your-secret", "your_secret", "example", "<", "xxx"];

    public ValidateOptionsResult Validate(string? name, ProviderOptions options)
    {
        string[] faults = options.IsOn ? [.. Faults(options)] : [];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ProviderOptions options)
    {
        foreach (var (field, value) in new[] { ("Name", options.Name), ("ClientId", options.ClientId), ("ClientSecret", options.ClientSecret), ("SubjectField", options.SubjectField), ("Scope", options.Scope) })
            if (string.IsNullOrWhiteSpace(value)) yield return $"Thiếu Provider:{field}. Đề nghị ghi đủ mục Provider, hoặc bỏ cả mục để tắt.";
        if (options.ClientSecret is { Length: > 0 } secret && (secret.Length < ShortestSecret || FilledIn.Any(word => secret.Contains(word, StringComparison.OrdinalIgnoreCase))))
            yield return "Provider:ClientSecret quá ngắn hoặc còn là chữ điền tạm. Đề nghị ghi bí mật mà nơi cung cấp đã cấp.";
        if (options.Name.Length > LongestName) yield return $"Provider:Name dài quá {LongestName} ký tự.";
        foreach (var (field, value) in new[] { ("AuthorizationEndpoint", options.AuthorizationEndpoint), ("TokenEndpoint", options.TokenEndpoint), ("UserInformationEndpoint", options.UserInformationEndpoint) })
            if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)))
                yield return $"Provider:{field} “{value}” phải là địa chỉ https đầy đủ.";
    }
}
