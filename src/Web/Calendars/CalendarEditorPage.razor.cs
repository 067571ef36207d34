using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Words;
using HoiQC.Domain;
using HoiQC.Grains.Configuration;
using HoiQC.Grains;
using HoiQC.Web.Access;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Calendars;

/// <summary>Editing the calendar of a year, seeing which days and due days it moves, and publishing it; every step is a plain form.</summary>
public sealed partial class CalendarEditorPage(IPublishing publishing, INodeConfiguration node, NavigationManager navigation, VietnamClock clock, Sight sight)
{
    /// <summary>How many changed days the preview names.</summary>
    private const int ShownDays = 60;

    private static readonly (string Field, string Name)[] Schedules = [("tet", "Tết Nguyên đán"), ("national", "Quốc khánh")];
    private static readonly ImmutableArray<Option> DayKinds = [new("holiday", "nghỉ lễ"), new("compensatory", "nghỉ bù"), new("working", "làm việc")];
    private static readonly ImmutableArray<Option> Parts = [new("", "ngày riêng"), new("tet", "lịch nghỉ Tết"), new("national", "lịch nghỉ Quốc khánh")];

    private CalendarVersion _version = CalendarVersion.First;
    private CalendarForm _form = CalendarForm.Of(CalendarVersion.First, LunarCalendar.FirstYear);
    private Editing? _editing;
    private Preview? _preview;
    private ImmutableArray<ChangedDay> _days = [];
    private Refusal? _refusal;
    private bool _changed;
    private int _year;

    /// <summary>The year.</summary>
    [Parameter]
    public string Year { get; set; } = "";

    [CascadingParameter] private HttpContext? Context { get; set; }

    private CancellationToken Cancel => Context?.RequestAborted ?? CancellationToken.None;

    private string Here => $"/calendar/{_year}/edit";

    /// <summary>What is computed for the two blocks of the year.</summary>
    private string Computed => string.Join("; ", PublicHolidays.Of(_year, _version.CultureDay).Where(holiday => holiday.Block is not null)
        .GroupBy(holiday => holiday.Block).Select(block => $"{(block.Key == HolidayBlock.Tet ? "Tết" : "Quốc khánh")} {Vietnamese.DayMonth(block.First().Date)}–{Vietnamese.DayMonth(block.Last().Date)}"));

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (CalendarWords.Year(Year) is not { } year)
        {
            _refusal = CalendarWords.NoYear(Year);
            return;
        }
        _year = year;
        _version = node.Current.Calendar.Version ?? CalendarVersion.First;
        _form = Context is { Request.HasFormContentType: true } ? new(Context.Request.Form) : CalendarForm.Of(_version, year);
        _editing = new(_form, []);
    }

    private async Task Submit()
    {
        var step = _form["step"];
        if (step is "preview" or "publish") await Offer(step == "publish");
        else if (step.StartsWith("add-", StringComparison.Ordinal)) Keep(_form.Added(step[4..] == "swap" ? "swap" : "day"));
        else if (step.Split('-') is ["without", var table, var row] && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var place)) Keep(_form.Without(table == "swap" ? "swap" : "day", place));
    }

    private void Keep(CalendarForm form) => _editing = new(_form = form, []);

    private async Task Offer(bool publish)
    {
        var read = CalendarFormNotation.Read(_form, _version, _year);
        if (Refuse(read.Faults)) return;
        if (!publish)
        {
            var answer = await publishing.Preview(read.Draft, read.NoticeDays, Cancel);
            Show(read, answer.Preview, answer.Refusals);
            return;
        }
        var published = await publishing.Publish(read.Draft, read.NoticeDays, _form["preview"], Context!.Actor(), Cancel);
        if (published.Publication is { } publication)
        {
            navigation.NavigateTo($"/publications/{Uri.EscapeDataString(publication.Id)}");
            return;
        }
        _changed = published.Changed is not null;
        Show(read, published.Changed, published.Refusals);
        if (_changed) Context!.Response.StatusCode = StatusCodes.Status409Conflict;
    }

    private void Show(CalendarFormNotation read, Preview? preview, ImmutableArray<Refusal> refusals)
    {
        if (Refuse([.. refusals.Select(read.At)]) || preview is null) return;
        _preview = preview;
        var draft = read.Draft with { Author = sight.Viewer.Name };
        if (draft.Check(preview.Version, clock.Today).Version is { } version) _days = CalendarDifference.Between(node.Current.Calendar, new(version));
    }

    /// <summary>Shows what is wrong; false where nothing is.</summary>
    private bool Refuse(ImmutableArray<FieldFault> faults)
    {
        _editing = new(_form, faults);
        if (faults.IsEmpty) return false;
        Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
        return true;
    }
}
