using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Hardening;

/// <summary>How this process is reached, decided at its start: over HTTPS itself, over HTTPS through a proxy, or plainly.</summary>
public sealed class Listening
{
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Where one of these stands although no proxy is named, a proxy that was not named passed the request on.</summary>
    private static readonly string[] Forwarded = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "Via"];

    private readonly ProxyOptions _proxy;
    private readonly HashSet<string> _hosts;
    private readonly Transport _open;

    /// <summary>Reached by the names that the options give and, where there is one, the certificate.</summary>
    public Listening(IOptions<ProxyOptions> options, X509Certificate2? certificate = null)
    {
        _proxy = options.Value;
        _open = Transport.Open(_proxy.Public);
        IsSecure = certificate is not null || _proxy.HasProxy;
        _hosts = new([.. ThisMachine, .. _proxy.AllowedHosts, .. NamesOf(certificate)], StringComparer.OrdinalIgnoreCase);
        if (_proxy.Public is { } address) _hosts.Add(address.Host);
    }

    /// <summary>Whether people reach it over HTTPS.</summary>
    public bool IsSecure { get; }

    /// <summary>Whether cookies are sent over HTTPS alone.</summary>
    public CookieSecurePolicy Cookies => IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>A cookie's name: on HTTPS with the prefix by which a browser binds it to this host alone.</summary>
    public string Cookie(string name) => IsSecure ? $"__Host-{name}" : name;

    /// <summary>How a request came.</summary>
    public Transport Of(HttpContext context)
    {
        if (context.Request.IsHttps) return Transport.Secure;
        return !IsSecure && IsOfThisMachine(context) && !Forwarded.Any(context.Request.Headers.ContainsKey) ? Transport.Loopback : _open;
    }

    /// <summary>What people type to reach it; null where that is not said.</summary>
    public string? PublicAddress => _proxy.Public?.GetLeftPart(UriPartial.Authority);

    /// <summary>Where a link that leaves the page begins: the public address, else the host that was called, which is one of ours.</summary>
    public string AddressFor(HttpRequest request) => PublicAddress ?? $"{request.Scheme}://{request.Host}";

    /// <summary>Whether a request comes from a named proxy that says for whom.</summary>
    internal bool IsForwarded(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && context.Request.Headers.ContainsKey("X-Forwarded-Proto")
        && (_proxy.KnownProxies.Any(text => Same(IPAddress.Parse(text), peer)) || _proxy.KnownNetworks.Any(text => IPNetwork.Parse(text).Contains(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer)));

    /// <summary>The public host; null where none is set.</summary>
    internal HostString? PublicHost => _proxy.Public is { } address ? HostString.FromUriComponent(address) : null;

    /// <summary>Whether a request calls a host of ours. The plain address at which a connection arrived is one: nobody can give another machine that name.</summary>
    internal bool Knows(HttpContext context) => context.Request.Host.Host is var host
        && (_hosts.Contains(host) || (IPAddress.TryParse(host, out var address) && context.Connection.LocalIpAddress is { } local && Same(address, local)));

    private static bool IsOfThisMachine(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint
        || (context.Connection is { RemoteIpAddress: { } remote, LocalIpAddress: { } local } && IPAddress.IsLoopback(remote) && IPAddress.IsLoopback(local));

    private static bool Same(IPAddress one, IPAddress other) => one.MapToIPv6().Equals(other.MapToIPv6());

    private static IEnumerable<string> NamesOf(X509Certificate2? certificate) =>
        certificate?.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames()) ?? [];
}
