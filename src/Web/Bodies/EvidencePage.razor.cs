using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Files;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Files;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Bodies;

/// <summary>The form in which evidence is handed in: the rule's own few fields.</summary>
public sealed partial class EvidencePage
{
    private BodyInSight? _body;
    private BodyFacts? _facts;
    private Duty? _duty;
    private ImmutableArray<Duty> _open = [];
    private ImmutableArray<string> _fields = [];
    private HashSet<string> _required = [];
    private ImmutableArray<BodyRow> _members = [];
    private EventRow? _offered;
    private bool _isTaken;
    private Dictionary<string, string> _faults = [];

    /// <summary>Body id.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery] private string? Rule { get; set; }
    [SupplyParameterFromQuery] private string? Period { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var cancel = Context?.RequestAborted ?? CancellationToken.None;
        _body = await Sight.Body(Id, cancel);
        var facts = _body is null || !_body.May(Act.HandIn) ? null : await _body.Facts(cancel);
        var row = facts is null || Rule is null || Period is null ? null : facts.Find(Rule, Period);
        if (facts is null || (row is null && (Rule is not null || Period is not null)))
        {
            Navigation.NotFound();
            return;
        }
        _facts = facts;
        if (row is null)
        {
            _open = [.. Duty.All(Node.Current, facts, Clock.Now).Where(duty => duty.IsOwed)];
            return;
        }
        _duty = Duty.Of(Node.Current, facts, row, Clock.Now);
        // Whoever hands in for a bloc names the member that led it, whether the rule's own form asks for it or not.
        string[] always = _duty.Rule.Owners.Subject == Subject.Bloc ? ["lead_body", "note"] : ["note"];
        _fields = [.. _duty.Rule.EvidenceFields.Where(field => field != "file"), .. always.Except(_duty.Rule.EvidenceFields)];
        _required = [.. _duty.Rule.RequiredFields];
        _offered = EventOffer.For(facts, _duty);
        if (_duty.Rule.Owners.Subject == Subject.Bloc)
            _members = [.. (await _body!.Leads(cancel) ?? await _body.Neighbours(cancel)).Where(body => _duty.Rule.Owners.BlocMembers.Contains(body.Kind))];
    }

    /// <summary>What already counts for this obligation, so that nobody hands the same in twice.</summary>
    private List<EvidenceRow> Received => [.. _facts!.Evidence.Where(piece => piece.Obligation == _duty!.Row.Id && piece.WithdrawnAt is null)];

    private async Task Submit()
    {
        var read = EvidenceReading.Of(_duty!.Row.Key, _fields, _required, Sent);
        var sent = Context!.Features.Get<SentForm>();
        _faults = read.Faults;
        if (sent?.Refusal is { } refusal) _faults[refusal.Field ?? ""] = refusal.Sentence;
        if (_faults.Count == 0 && await _body!.LeadFault(read.Form.LeadBody) is { } fault) _faults[EvidenceReading.FieldOf(fault.Field)] = fault.Sentence;
        if (_faults.Count == 0)
        {
            var answer = await _body!.For(Act.HandIn)!.Submit(read.Form with { Files = sent?.Files ?? [] }, Context.Actor());
            if (answer.Receipt is { } receipt)
            {
                Navigation.NavigateTo($"/receipts/{receipt.Code}?body={Uri.EscapeDataString(Id)}&new=1");
                return;
            }
            _faults = new(StringComparer.Ordinal) { [EvidenceReading.FieldOf(answer.Refusal!.Field)] = answer.Refusal.Sentence };
            _isTaken = answer.Refusal is { Kind: nameof(RefusalKind.Conflict), Field: "submissionId" };
            if (_isTaken) _faults = new(StringComparer.Ordinal) { [""] = Taken };
        }
        Context.Response.StatusCode = sent?.Refusal?.Kind == RefusalKind.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
    }

    private static string? Hint(string field) => Fields.IsDay(field) ? "ngày/tháng/năm, ví dụ 28/12/2023" : Fields.IsCount(field) ? "số nguyên từ 0 trở lên" : null;

    private string? Sent(string field) => Context is { Request.HasFormContentType: true } context ? context.Request.Form[field].ToString() : null;

    /// <summary>What stands in a field: what was sent, else the day of the event that is offered.</summary>
    private string? Shown(string field) => Sent(field) ?? (field == "occurred_on" && _offered is not null ? Vietnamese.Date(_offered.On) : null);

    /// <summary>After an answer that was lost, somebody has changed what they had sent: it was received, and this would be a second piece.</summary>
    private const string Taken = "Lần gửi trước của biểu mẫu này đã được nhận; mã biên nhận ghi ở trên. Nếu nội dung dưới đây là cuộc khác hoặc văn bản khác, đề nghị bấm gửi lần nữa.";

    private string Here => _duty!.FormAddress;
}
