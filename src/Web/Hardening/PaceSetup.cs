using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using HoiQC.Domain.People;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Hardening;

/// <summary>Keeps the pace that <see cref="PacedAttribute"/> asks for: who is too fast is told when to come again.</summary>
internal static class PaceSetup
{
    /// <summary>The field of the sign-in form with the account's name.</summary>
    public const string AccountField = "name";

    /// <summary>Whether the endpoint of a request may be used only so often.</summary>
    public static bool IsPaced(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PacedAttribute>() is not null;

    /// <summary>Adds it.</summary>
    public static IServiceCollection AddPace(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<PaceOptions, PaceOptionsValidator>().BindConfiguration(PaceOptions.Section);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<PaceOptions>>((limiter, options) =>
        {
            var pace = options.Value;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = Refuse;

            // The address first: names that somebody makes up are counted only as fast as the address may try.
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                Limit(Pace.SignIn, Address, pace.AddressAtOnce, pace.AddressPerMinute),
                Limit(Pace.SignIn, AccountTried, pace.AccountAtOnce, pace.AccountPerMinute),
                Limit(Pace.Submission, Person, pace.SubmissionsAtOnce, pace.SubmissionsPerMinute),
                Limit(Pace.Search, Person, pace.SearchesAtOnce, pace.SearchesPerMinute));
        });
        return services;
    }

    private static PartitionedRateLimiter<HttpContext> Limit(Pace pace, Func<HttpContext, string?> whose, int atOnce, int perMinute) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => PaceOf(context) != pace || whose(context) is not { } name
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(name, _ => new()
            {
                TokenLimit = atOnce,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = perMinute >= 60 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1) / perMinute,
                QueueLimit = 0,
            }));

    /// <summary>What a request is counted as: a form that is sent, or a question that is asked; opening a page is neither.</summary>
    private static Pace? PaceOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PacedAttribute>()?.Pace switch
    {
        Pace.Search => context.Request.Query["q"].ToString().Length > 0 ? Pace.Search : null,
        { } pace => HttpMethods.IsPost(context.Request.Method) ? pace : null,
        null => null,
    };

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>The account a password is tried for; null where the form names none, as that of a code or a link. It has been read by now: its token was looked at.</summary>
    private static string? AccountTried(HttpContext context) => AccountName.Of(context.Features.Get<IFormFeature>()?.Form?[AccountField].ToString()) is { Length: > 0 } name ? name : null;

    private static string Person(HttpContext context) => context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Address(context);

    private static async ValueTask Refuse(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(Math.Max(1, after.TotalSeconds)) : 60;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);

        // A page is shown by the pages themselves, as for every other refusal.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            await Problems.Of(StatusCodes.Status429TooManyRequests, $"Đã gửi quá nhiều lần trong thời gian ngắn nên lần này chưa được nhận. Đề nghị thử lại sau {wait} giây.").ExecuteAsync(context);
    }
}
