using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HoiQC.Web.Hardening;

/// <summary>How large and how slow a request may be. A line of 40 kbit/s brings 5,000 bytes a second, and passes all of these.</summary>
internal static class RequestLimits
{
    /// <summary>Bytes of a request's body, where its endpoint does not take more.</summary>
    private const long Body = 1 << 20;

    /// <summary>Bytes a second below which a connection only holds its place.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));

    /// <summary>Sets them.</summary>
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Body;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
        kestrel.Limits.MinRequestBodyDataRate = Slowest;
        kestrel.Limits.MinResponseDataRate = Slowest;

        // 100 browsers with a handful of connections each are an office; far more are somebody else.
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 5_000;
    }
}
