using HoiQC.Domain.People;
using HoiQC.Web.Access;
using HoiQC.Web.Boards.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HoiQC.Web.Boards;

/// <summary>Brings boards into an application: reading, understanding addresses, and the live feed.</summary>
public static class BoardSetup
{
    /// <summary>Adds boards; after the grains, because the feed speaks to them as soon as it starts.</summary>
    public static IServiceCollection AddBoards(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ReviewReader>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<KeptBoards>();
        services.AddSingleton<BoardQueries>();
        services.AddSingleton<FeedSources>();
        services.AddSingleton<BoardFeed>();
        services.AddSingleton<HubErrors>();
        services.AddHostedService(provider => provider.GetRequiredService<BoardFeed>());
        services.AddLogging(logging => logging.AddFilter(HubErrors.Replaced, LogLevel.None));
        services.AddSignalR(options => options.AddFilter<HubErrors>()).AddJsonProtocol(options => Json.Configure(options.PayloadSerializerOptions));
        return services;
    }

    /// <summary>Maps the hub.</summary>
    public static HubEndpointConventionBuilder MapBoardHub(this IEndpointRouteBuilder routes) =>
        routes.MapHub<BoardHub>("/hubs/board").Needs(Act.ReadBoard, Where.Anywhere);
}
