using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Events;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Layout;
using HoiQC.Web.Rules;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Bodies;

/// <summary>What a body owes, what it handed in, and what it was told.</summary>
public sealed partial class BodyPage
{
    private BodyInSight? _body;
    private BodyFacts? _facts;
    private DateTimeOffset _now;
    private int _year;
    private string? _told;
    private (string Form, string Sentence)? _fault;
    private ImmutableArray<Unit> _above = [];
    private ImmutableArray<int> _years = [];
    private ImmutableArray<Duty> _all = [];
    private ImmutableArray<RuleVersion> _without = [];
    private ImmutableArray<EventKind> _kinds = [];
    private ImmutableArray<ReminderRow> _reminders = [];
    private ImmutableArray<CallRow> _calls = [];
    private ImmutableArray<Notice> _notices = [];
    private Dictionary<string, string> _names = [];
    private readonly Dictionary<ObligationKey, ImmutableArray<TransitionRow>> _transitions = [];

    /// <summary>Body id.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery] private string? Year { get; set; }
    [SupplyParameterFromQuery] private string? Told { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var cancel = Context?.RequestAborted ?? CancellationToken.None;
        _now = Clock.Now;
        _body = await Sight.Body(Id, cancel);
        if (_body is null || Node.Current.Tree.Find(_body.Row.Unit) is not { } unit)
        {
            Navigation.NotFound();
            return;
        }
        _facts = await _body.Facts(cancel);
        var configuration = Node.Current;
        _told = Told switch { "called" => "Đã ghi cuộc gọi.", "seen" => "Đã ghi người xem.", "event" => "Đã ghi sự kiện; các nhiệm vụ tính hạn từ sự kiện này đã được mở.", "event-withdrawn" => "Đã rút sự kiện.", _ => null };
        _above = [.. Sight.Above(unit, Act.ReadUnit), unit];
        var unitBodies = await _body.Neighbours(cancel);
        _names = unitBodies.ToDictionary(body => body.Id, body => body.Name, StringComparer.Ordinal);
        _kinds = [.. EventOpenings.Counted(configuration.Book, configuration.ToOwner(_facts.Body), [.. unitBodies.Where(body => body.Id != Id).Select(configuration.ToOwner)])];
        _all = Duty.All(configuration, _facts, _now);
        _year = int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200 ? year : Newest();
        _years = [.. _all.Select(duty => duty.Row.Year).Append(_year).Distinct().OrderDescending()];
        foreach (var duty in _all.Where(duty => duty.Row.Year == _year)) _transitions[duty.Row.Key] = await _body.TransitionsOf(duty.Row, cancel);
        _without =
        [
            .. configuration.Book.Codes.Select(code => configuration.Book.Of(code, _year)).OfType<RuleVersion>()
                .Where(rule => rule.Enabled && _facts.Body.Owes(rule, configuration.Tree) && !_all.Any(duty => duty.Rule.Code == rule.Code && (duty.Row.Year == _year || (duty.Row.Event is not null && !duty.Row.IsUndone)))),
        ];
        _reminders = await _body.Reminders(20, cancel);
        _calls = await _body.Calls(10, cancel);
        _notices = await _body.Notices(10, cancel);
    }

    /// <summary>The earliest year with something overdue, else the newest with anything owed.</summary>
    private int Newest() => _all.Where(duty => duty.Standing.Status.IsOverdue()).Select(duty => (int?)duty.Row.Year).Min() ?? _all.Where(duty => duty.Standing.Status.Counts()).Select(duty => (int?)duty.Row.Year).Max() ?? _all.Select(duty => (int?)duty.Row.Year).Min() ?? Clock.Today.Year;

    private string Why(RuleVersion rule)
    {
        if (rule.Schedule is Schedule.Anchored) return Explanation.NoAnchor;
        var level = Node.Current.Tree.Find(_facts!.Body.Unit)!.Level;
        return Node.Current.Book.FirstYear(rule.Code, level) is var first && first > _year ? $"theo dõi từ năm {first}" : "chưa có dữ liệu";
    }

    private async Task See()
    {
        await _body!.MarkSeen(Context!.Actor());
        Navigation.NavigateTo($"/bodies/{Uri.EscapeDataString(Id)}?year={_year}&told=seen");
    }

    private async Task Call()
    {
        var note = Sent("note")?.Trim() ?? "";
        var day = Days.Read(Sent("on"));
        var sentence = day is null ? "Ngày gọi phải ghi theo dạng ngày/tháng/năm, ví dụ 05/01/2024."
            : day > Clock.Today ? $"Ngày gọi {Vietnamese.Date(day.Value)} chưa đến; hôm nay là {Vietnamese.Date(Clock.Today)}."
            : note.Length > Intake.NoteLength ? $"Ghi chú chỉ nhận tối đa {Vietnamese.Number(Intake.NoteLength)} ký tự. Đề nghị rút gọn." : null;
        if (sentence is not null)
        {
            Fail("called", sentence);
            return;
        }
        await _body!.AddCall(day!.Value, note.Normalize(), Context!.Actor());
        Navigation.NavigateTo($"/bodies/{Uri.EscapeDataString(Id)}?year={_year}&told=called");
    }

    private void Fail(string form, string sentence)
    {
        _fault = (form, sentence);
        Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private string? Sent(string field) => Context is { Request.HasFormContentType: true } context ? context.Request.Form[field].ToString() : null;

    private string NameOf(string id) => _names.GetValueOrDefault(id, id);
}
