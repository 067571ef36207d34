using System.IO.Compression;
using HoiQC.Domain.People;
using HoiQC.Web.Access;
using HoiQC.Web.Accounts.Keeping;
using HoiQC.Web.Boards;
using HoiQC.Web.Bodies;
using HoiQC.Web.Calendars;
using HoiQC.Web.Obligations;
using HoiQC.Web.Publications;
using HoiQC.Web.Record;
using HoiQC.Web.Rules;
using HoiQC.Web.Transitions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing.Template;

namespace HoiQC.Web;

/// <summary>The API under <c>/api</c>, described by OpenAPI at <c>/openapi/v1.json</c>.</summary>
public static class Api
{
    /// <summary>Said of an address that the API does not have.</summary>
    internal const string NoAddress = "Không có địa chỉ này trong API. Đề nghị xem các địa chỉ tại /openapi/v1.json.";

    /// <summary>Adds what the API needs besides boards: JSON, problems, compression and its description.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.AddProblemDetails();
        services.AddExceptionHandler<UnexpectedErrors>();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "text/csv", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "HoiQC";
            document.Info.Description = "Who has and who has not done what they owe. Days are local (Asia/Ho_Chi_Minh), instants carry +07:00; "
                + "a refusal is a problem whose detail is a Vietnamese sentence that says what to do.";
            return Task.CompletedTask;
        }));
        return services;
    }

    /// <summary>Maps the API, its description and the answer to what it does not have.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().Needs(Act.BeHere);
        var group = routes.MapGroup("/api");
        group.MapBoardApi();
        group.MapBodyApi();
        group.MapCalendarApi();
        group.MapObligationApi();
        group.MapPackApi();
        group.MapRecordApi();
        group.MapRuleApi();
        group.MapTransitionApi();
        group.MapPublicationApi();
        PeopleEndpoints.Map(group);
        group.Map("/{**rest}", Unknown).ExcludeFromDescription().Needs(Act.BeHere);
        return group;
    }

    private static ProblemHttpResult Unknown(HttpContext context, EndpointDataSource endpoints)
    {
        string[] allowed =
        [
            .. endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => Answers(endpoint, context.Request.Path))
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods).Distinct(StringComparer.Ordinal),
        ];
        if (allowed.Length == 0)
            return Problems.Of(StatusCodes.Status404NotFound, NoAddress);
        if (allowed.Contains(context.Request.Method, StringComparer.Ordinal)) return Problems.Of(StatusCodes.Status415UnsupportedMediaType, JsonForm.OnlyJson);
        context.Response.Headers.Allow = string.Join(", ", allowed);
        return Problems.Of(StatusCodes.Status405MethodNotAllowed, $"Địa chỉ này chỉ nhận {string.Join(", ", allowed)}.");
    }

    private static bool Answers(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText is { } text && text.StartsWith("/api/", StringComparison.Ordinal)
        && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null
        && new TemplateMatcher(TemplateParser.Parse(text.Trim('/')), []).TryMatch(path, []);
}
