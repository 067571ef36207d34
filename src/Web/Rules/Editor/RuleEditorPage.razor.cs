using System.Collections.Immutable;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Domain;
using HoiQC.Grains.Configuration;
using HoiQC.Grains;
using HoiQC.Web.Access;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Rules.Editor;

/// <summary>Editing a rule, seeing what publishing it would do, and publishing it; every step is a plain form.</summary>
public sealed partial class RuleEditorPage(RuleDesk desk, IPublishing publishing, INodeConfiguration node, NavigationManager navigation, VietnamClock clock)
{
    private RuleEditing? _editing;
    private RuleVersion? _base;
    private RuleVersion? _version;
    private DuePreview? _dues;
    private ImmutableArray<FieldFault> _wrong = [];
    private Preview? _preview;
    private bool _changed;
    private string _lead = "";

    /// <summary>The rule's code; null for a new rule.</summary>
    [Parameter]
    public string? Code { get; set; }

    [SupplyParameterFromQuery] private int? Version { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    private CancellationToken Cancel => Context?.RequestAborted ?? CancellationToken.None;

    private string Title => _base is null ? "Quy tắc mới" : $"Sửa quy tắc: {_base.Name}";

    private string Here => (Code is null ? "/rules/new" : $"/rules/{Uri.EscapeDataString(Code)}/edit") + (Version is { } number ? $"?version={number}" : "");

    private string Anchor => _editing!.Form["anchor"] is { Length: > 0 } written ? written : Vietnamese.Date(clock.Today);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _base = Code is null ? null : desk.Base(Code, Version);
        if (Code is not null && _base is null)
        {
            navigation.NotFound();
            return;
        }
        _lead = Lead();
        var sent = Context is { Request.HasFormContentType: true } ? new RuleForm(Context.Request.Form) : null;
        var form = sent ?? await desk.Begin(_base);
        if (Code is not null) form = form.With("code", Code);
        (_version, _wrong) = desk.Read(form, _base is null);

        // A form that nobody filled in yet is shown without a word of blame.
        _editing = await desk.Show(form, sent is null ? [] : _wrong, Cancel);
        if (_version is not null) _dues = await desk.Preview(_version, form, Cancel);
    }

    private async Task Submit()
    {
        var form = _editing!.Form;
        var (draft, more) = RuleDesk.Draft(form);
        switch (form["step"])
        {
            case "preview":
                if (!Refuse([.. _editing.Faults, .. more])) Take(await publishing.Preview(draft, Cancel));
                break;
            case "publish":
                if (!Refuse([.. _editing.Faults, .. more])) await Publish(draft, form["preview"]);
                break;
            case "back":
                _editing = _editing with { Faults = [] };
                break;
            default:
                Refuse(_editing.Faults);
                break;
        }
    }

    private async Task Publish(RuleDraft draft, string preview)
    {
        var answer = await publishing.Publish(draft, preview, Context!.Actor(), Cancel);
        if (answer.Publication is { } publication)
        {
            navigation.NavigateTo($"/publications/{Uri.EscapeDataString(publication.Id)}");
        }
        else if (answer.Changed is { } changed)
        {
            (_preview, _changed) = (changed, true);
            Context!.Response.StatusCode = StatusCodes.Status409Conflict;
        }
        else
        {
            Take(new(null, answer.Refusals));
        }
    }

    private void Take(PreviewAnswer answer)
    {
        _preview = answer.Preview;
        if (_preview is null) Refuse([.. answer.Refusals.Select(Fault)]);
    }

    private FieldFault Fault(Refusal refusal) => new(RuleFormCheck.FieldOf(_editing!.Form, refusal.Field), RuleFormCheck.Sentence(refusal.Sentence));

    /// <summary>Shows what is wrong; false where nothing is.</summary>
    private bool Refuse(ImmutableArray<FieldFault> faults)
    {
        _editing = _editing! with { Faults = faults };
        if (faults.IsEmpty) return false;
        Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
        return true;
    }

    /// <summary>Which version is edited, and what stands after it.</summary>
    private string Lead()
    {
        if (_base is null) return "Viết quy tắc thành câu; các phần ít dùng ở bên dưới. Chưa có gì được lưu cho đến khi công bố.";
        var later = node.Current.Book.Versions(_base.Code).FirstOrDefault(version => version.From > _base.From);
        return $"Từ phiên bản {_base.Number}, hiệu lực từ {Vietnamese.Date(_base.From)}{(later is null ? "" : $"; phiên bản {later.Number} đã định sẵn từ {Vietnamese.Date(later.From)}")}. "
            + "Phiên bản cũ và việc đã xong không thay đổi.";
    }
}
