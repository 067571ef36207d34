using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Bodies;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Reviews;

/// <summary>One piece of evidence with everything its reviewer needs, and the two forms that decide.</summary>
public sealed partial class ReviewPage
{
    private BodyInSight? _body;
    private BodyFacts? _facts;
    private EvidenceRow? _piece;
    private Duty? _duty;
    private DateOnly _due;
    private DateOnly? _supplement;
    private bool _mine;
    private string? _next;
    private RefusalRecord? _fault;
    private ImmutableArray<TransitionRow> _transitions = [];
    private Dictionary<string, string> _names = [];

    /// <summary>Receipt code.</summary>
    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromQuery] private string? Told { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    private bool IsWaiting => _piece is { WithdrawnAt: null, Review.Verdict: Verdict.Pending };

    private string Heading => _piece switch
    {
        { WithdrawnAt: not null } => "Minh chứng đã rút lại",
        { Review.Verdict: Verdict.Pending } => "Duyệt minh chứng",
        { Review.Verdict: Verdict.Returned } => "Minh chứng đã trả lại",
        { Review.Verdict: Verdict.Accepted } => "Minh chứng đã chấp nhận",
        _ => "Minh chứng không phải duyệt",
    };

    private string? ReasonFault => _fault is { Field: "reason" } ? _fault.Sentence : null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var cancel = Context?.RequestAborted ?? CancellationToken.None;
        _body = await Sight.OfReceipt(Code, cancel);
        _facts = _body is null ? null : await _body.Facts(cancel);
        _piece = _facts?.Evidence.FirstOrDefault(piece => string.Equals(piece.Code, Code.Trim(), StringComparison.OrdinalIgnoreCase));
        if (_facts is null || _piece is null)
        {
            Navigation.NotFound();
            return;
        }
        var row = _facts.Obligations.First(obligation => obligation.Id == _piece.Obligation);
        var configuration = Node.Current;
        _duty = Duty.Of(configuration, _facts, row, Clock.Now);
        _due = Review.Due(_piece.ReceivedAt, configuration.Calendar, Reviews.WorkingDays);
        _mine = _piece.Submitter is { Account.Length: > 0 } submitter && submitter.Account == Context?.Viewer().Account;
        _transitions = await _body!.TransitionsOf(row, cancel);
        _names = (await _body.Neighbours(cancel)).ToDictionary(one => one.Id, one => one.Name, StringComparer.Ordinal);
        if (IsWaiting)
        {
            var course = configuration.CourseOf(row, _facts.Body.LastDay);
            _supplement = Supplement.Of(course, _facts.EvidenceOf(row), _piece.ToEvidence(), Clock.Now, configuration.CalendarOf(row.Bound.Calendar), Reviews.WorkingDays)?.Until;
        }
        else if (Told is { Length: > 0 })
        {
            _next = Sight.Board(_facts.Body.Unit) is { } board ? (await Reviews.List(board, null, null, cancel)).FirstOrDefault()?.Piece.Row.Code : null;
        }
    }

    private async Task Decide(Verdict verdict)
    {
        var version = int.TryParse(Sent("ruleVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var answer = await _body!.For(Act.Review)!.Review(
            new(_piece!.Code, verdict.ToString(), verdict == Verdict.Returned ? Sent("reason")?.Trim().Normalize() : null, Sent("revision"), version), Context!.Actor());
        _fault = answer.Refusal;
        if (_fault is null) Navigation.NavigateTo($"/reviews/{_piece.Code}?told=1");
        else Context!.Response.StatusCode = _fault.Kind == nameof(Domain.RefusalKind.Conflict) ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
    }

    private string? Sent(string field) => Context is { Request.HasFormContentType: true } context ? context.Request.Form[field].ToString().ReplaceLineEndings("\n") : null;
}
