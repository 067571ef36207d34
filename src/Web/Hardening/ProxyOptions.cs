using System.Net;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Hardening;

/// <summary>Section "Proxy": under which names HoiQC is reached, and which proxies stand before it.</summary>
public sealed class ProxyOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Proxy";

    /// <summary>Addresses of proxies whose forwarded headers are believed; nobody else's are.</summary>
    public string[] KnownProxies { get; init; } = [];

    /// <summary>Networks of such proxies: "10.20.0.0/24".</summary>
    public string[] KnownNetworks { get; init; } = [];

    /// <summary>Names people reach HoiQC by, besides those of this machine itself and of the certificate.</summary>
    public string[] AllowedHosts { get; init; } = [];

    /// <summary>What people type to reach HoiQC: "https://hoiqc.tamduong.gov.vn". Links that leave the page begin with it.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Whether a proxy stands before HoiQC.</summary>
    public bool HasProxy => KnownProxies.Length + KnownNetworks.Length > 0;

    /// <summary>The public address; null where none is set.</summary>
    public Uri? Public => PublicAddress is null ? null : new(PublicAddress);
}

/// <summary>Says at start what in section "Proxy" cannot be meant.</summary>
internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    /// <summary>A network wider than this is everybody, and then forwarded headers say whatever a caller likes.</summary>
    private const int WidestNetwork = 8;

    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ProxyOptions options)
    {
        foreach (var text in options.KnownProxies.Where(text => !IPAddress.TryParse(text, out _)))
            yield return $"Proxy:KnownProxies có “{text}” không phải là địa chỉ IP; ví dụ: 127.0.0.1.";
        foreach (var text in options.KnownNetworks)
        {
            if (!IPNetwork.TryParse(text, out var network)) yield return $"Proxy:KnownNetworks có “{text}” không phải là mạng; ví dụ: 10.20.0.0/24.";
            else if (network.PrefixLength < WidestNetwork) yield return $"Proxy:KnownNetworks có “{text}” quá rộng: ai cũng thành máy chuyển tiếp. Đề nghị ghi đúng mạng của máy chuyển tiếp.";
        }
        foreach (var text in options.AllowedHosts.Where(text => Uri.CheckHostName(text) == UriHostNameType.Unknown))
            yield return $"Proxy:AllowedHosts có “{text}” không phải là tên máy; chỉ ghi tên, không ghi giao thức, cổng hay dấu sao; ví dụ: hoiqc.tamduong.gov.vn.";
        if (options.PublicAddress is { } address && !IsPublic(address))
            yield return $"Proxy:PublicAddress “{address}” không dùng được; ghi địa chỉ https đầy đủ, không có đường dẫn; ví dụ: https://hoiqc.tamduong.gov.vn.";
        if (options.HasProxy && options.PublicAddress is null)
            yield return "Đã khai báo máy chuyển tiếp (Proxy:KnownProxies hoặc Proxy:KnownNetworks) thì phải có Proxy:PublicAddress; ví dụ: https://hoiqc.tamduong.gov.vn.";
    }

    private static bool IsPublic(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
