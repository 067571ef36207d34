using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using HoiQC.Web.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Rules;

/// <summary>Rules with their versions, and when something would be due under them.</summary>
public static class RuleEndpoints
{
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    /// <summary>Maps <c>/rules</c> and <c>/due</c> of the API.</summary>
    public static RouteGroupBuilder MapRuleApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/rules").WithTags("Rules").Needs(Act.BeHere);
        group.MapGet("/", All).WithSummary("All rules in the pack's order, with their versions, next due days and warnings");
        group.MapGet("/{code}", One).WithSummary("A rule with its versions and what each changed").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/due", Due).WithTags("Rules").Needs(Act.BeHere).WithSummary("When something would be due, with the arithmetic; stores nothing")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        return group;
    }

    private static async Task<Ok<ImmutableArray<RuleAnswer>>> All(IGrainFactory grains, INodeConfiguration node, VietnamClock clock)
    {
        var (records, configuration) = (await Records(grains), node.Current);
        return TypedResults.Ok<ImmutableArray<RuleAnswer>>([.. configuration.Book.Codes.Select(code => RuleAnswer.Of(configuration, records, code, clock.Today))]);
    }

    private static async Task<Results<Ok<RuleAnswer>, ProblemHttpResult>> One(string code, IGrainFactory grains, INodeConfiguration node, VietnamClock clock)
    {
        if (node.Current.Book.Versions(code).IsEmpty) return Problems.Of(NoRule(code));
        return TypedResults.Ok(RuleAnswer.Of(node.Current, await Records(grains), code, clock.Today));
    }

    private static async Task<Results<Ok<DueAnswer>, ProblemHttpResult>> Due(
        [Description("Rule code.")] string? rule,
        [Description("The event's day, or any day of the period of a calendar rule, yyyy-MM-dd.")] string? anchor,
        [Description("A body that owes the rule; may be missing.")] string? body,
        [Description("The deadline a request names itself (yyyy-MM-dd), for rules on demand.")] string? deadline,
        INodeConfiguration node, Sight sight, CancellationToken cancellationToken)
    {
        var configuration = node.Current;
        if (string.IsNullOrWhiteSpace(rule)) return Problems.Of(Refusal.Invalid("Chưa nêu quy tắc. Đề nghị ghi rule= và mã quy tắc, ví dụ rule=HOI-DH-KQ.", "rule"));
        if (configuration.Book.Versions(rule).IsEmpty) return Problems.Of(NoRule(rule));
        if (Day(anchor) is not { } day)
            return Problems.Of(Refusal.Invalid($"{(string.IsNullOrEmpty(anchor) ? "Chưa nêu ngày mốc" : $"Ngày mốc {Problems.Quote(anchor)} không có thật")}. Đề nghị ghi anchor= theo dạng năm-tháng-ngày, ví dụ anchor=2024-12-31.", "anchor"));
        DateOnly? given = null;
        if (!string.IsNullOrEmpty(deadline) && (given = Day(deadline)) is null)
            return Problems.Of(Refusal.Invalid($"Hạn {Problems.Quote(deadline)} không có thật. Đề nghị ghi theo dạng năm-tháng-ngày, ví dụ 2025-01-15.", "deadline"));
        if (DueAnswer.Standing(configuration, rule, day, given) is not { } standing) return Problems.Of(Ended(configuration, rule, day));
        var (version, period) = standing;
        if (Unfit(version, day, given) is { } unfit) return Problems.Of(unfit);
        if (!string.IsNullOrEmpty(body))
        {
            if ((await sight.Body(body, cancellationToken))?.Row is not { } owner) return Problems.Of(StatusCodes.Status404NotFound, BodyEndpoints.NoBody(body));
            if (!owner.Owes(version, configuration.Tree))
                return Problems.Of(Refusal.Conflict($"{owner.Name} không phải thực hiện quy tắc {rule}: quy tắc giao cho {Vietnamese.Uncapital(RuleWords.Owners(version))} {RuleWords.Levels(version)}. Đề nghị chọn tổ chức khác."));
        }
        return TypedResults.Ok(DueAnswer.Of(version, period, configuration.Calendar, given));
    }

    /// <summary>A deadline where none may be named, none where one must be, or one before the day of the request.</summary>
    private static Refusal? Unfit(RuleVersion version, DateOnly anchor, DateOnly? deadline) => (version.Schedule, deadline) switch
    {
        (Schedule.Anchored { Anchor: Anchor.OnDemand }, { } day) when day < anchor => Refusal.Invalid($"Hạn {Vietnamese.Date(day)} đứng trước ngày yêu cầu {Vietnamese.Date(anchor)}. Đề nghị ghi lại.", "deadline"),
        (Schedule.Anchored { Anchor: Anchor.OnDemand }, { }) => null,
        (_, { }) => Refusal.Invalid($"Quy tắc {version.Code} tự tính hạn nên không nhận hạn riêng. Đề nghị bỏ deadline.", "deadline"),
        (Schedule.Anchored { Amount: 0 }, null) => Refusal.Invalid($"Quy tắc {version.Code} lấy hạn ghi trong từng yêu cầu. Đề nghị ghi deadline= theo dạng năm-tháng-ngày.", "deadline"),
        _ => null,
    };

    /// <summary>No version in force on the day, or none that takes the period holding it.</summary>
    private static Refusal Ended(Configuration configuration, string rule, DateOnly day) => Refusal.Unknown(configuration.Book.InForce(rule, day) is null
        ? $"Căn cứ của quy tắc {rule} đã hết hiệu lực trước ngày {Vietnamese.Date(day)} nên không còn hạn nào. Đề nghị chọn ngày sớm hơn, hoặc thêm phiên bản mới của quy tắc."
        : $"Không có phiên bản nào của quy tắc {rule} áp dụng cho kỳ có ngày {Vietnamese.Date(day)} nên kỳ đó không có hạn. Đề nghị chọn ngày khác, hoặc thêm phiên bản mới của quy tắc.");

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear ? day : null;

    private static Refusal NoRule(string code) => Refusal.Unknown($"Không có quy tắc mang mã {Problems.Quote(code)}. Đề nghị xem mã trong bộ quy tắc.");

    private static async Task<ImmutableArray<RuleRecord>> Records(IGrainFactory grains) => (await grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Read()).Rules;
}
