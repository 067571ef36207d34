using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Bodies;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Obligations;

/// <summary>Why one obligation is due on its day, what bound it before, and the forms that extend or waive it.</summary>
public sealed partial class ObligationPage
{
    private string? _refusal;
    private BodyInSight? _body;
    private BodyFacts? _facts;
    private Duty? _duty;
    private Terms _terms = null!;
    private AsOf? _past;
    private ReliefKind? _inForce;
    private ImmutableArray<ReliefKind> _kinds = [];
    private ImmutableArray<ReliefRow> _reliefs = [];
    private ImmutableArray<BindingAnswer> _bindings = [];
    private ImmutableArray<TransitionRow> _transitions = [];

    /// <summary>Body id.</summary>
    [Parameter]
    public string Body { get; set; } = "";

    /// <summary>Rule code.</summary>
    [Parameter]
    public string Rule { get; set; } = "";

    /// <summary>Period key.</summary>
    [Parameter]
    public string Period { get; set; } = "";

    [SupplyParameterFromQuery] private string? AsOf { get; set; }
    [SupplyParameterFromQuery] private string? Basis { get; set; }
    [SupplyParameterFromQuery] private string? Told { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var cancel = Context?.RequestAborted ?? CancellationToken.None;
        if (!ReadPast()) return;
        _body = await Sight.Body(Body, cancel);
        var facts = _body is null ? null : await _body.Facts(cancel);
        if (facts?.Find(Rule, Period) is not { } row)
        {
            Navigation.NotFound();
            return;
        }
        var configuration = Node.Current;
        var at = _past is { } past ? VietnamTime.EndOf(past.Day) : Clock.Now;
        _facts = facts;
        _duty = Duty.Of(configuration, facts, row, at, _past is { Happened: true });
        _terms = configuration.TermsOf(row, _duty.Row.Bound, facts.Body.LastDay);
        _bindings = [.. BindingAnswer.Of(configuration, _duty.Row).Reverse()];
        _reliefs = [.. (await _body!.ReliefsOf(row, cancel)).Where(relief => relief.RecordedAt <= at)];
        _transitions = [.. (await _body.TransitionsOf(row, cancel)).Where(change => change.At <= at)];
        _inForce = row.Bound.InForce();
        _kinds = Possible(_duty.Standing.Status);
    }

    /// <summary>What may be decided of it as it stands.</summary>
    private ImmutableArray<ReliefKind> Possible(Status status) => (status.IsFulfilled(), _inForce) switch
    {
        (true, _) => [],
        (_, ReliefKind.Waiver or ReliefKind.NotApplicable) => [ReliefKind.Lifted],
        (_, ReliefKind.Extension) => [ReliefKind.Extension, ReliefKind.Waiver, ReliefKind.NotApplicable, ReliefKind.Lifted],
        _ when status == Status.NotApplicable => [],
        _ => [ReliefKind.Extension, ReliefKind.Waiver, ReliefKind.NotApplicable],
    };

    private bool ReadPast()
    {
        if (string.IsNullOrEmpty(AsOf)) return true;
        if (DateOnly.TryParseExact(AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day <= Clock.Today)
        {
            _past = new(day, Basis == "happened");
            return true;
        }
        _refusal = $"“Tại ngày” phải ghi theo dạng năm-tháng-ngày và không sau hôm nay {Vietnamese.Date(Clock.Today)}. Đề nghị ghi lại.";
        return false;
    }
}
