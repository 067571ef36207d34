using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Access;
using HoiQC.Web.Accounts.Screens;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Accounts.Keeping;

/// <summary>Who has a role where the administrator keeps people; inviting somebody, making a screen.</summary>
public sealed partial class PeoplePage
{
    private const int Most = 200;

    private bool _shown;
    private DateTimeOffset _now;
    private ImmutableArray<AccountRecord> _people = [];
    private Dictionary<AssignmentRecord, string> _names = [];
    private ImmutableArray<Option> _scopes = [];
    private ImmutableArray<Option> _units = [];
    private ImmutableArray<FieldFault> _faults = [];
    private string? _form;
    private (string Title, string Words, string Address)? _made;

    [Inject] private PeopleDesk Desk { get; set; } = null!;
    [Inject] private ScopeNames Names { get; set; } = null!;
    [Inject] private ScreenLinks Screens { get; set; } = null!;
    [Inject] private TimeProvider Machine { get; set; } = null!;
    [Inject] private VietnamClock Clock { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [SupplyParameterFromQuery] private string? Q { get; set; }
    [SupplyParameterFromQuery] private string? State { get; set; }
    [SupplyParameterFromQuery] private string? Find { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    private string Here => string.IsNullOrEmpty(Find) ? "/people" : $"/people?find={Uri.EscapeDataString(Find)}";

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var viewer = Context?.Viewer() ?? Viewer.Nobody;
        _shown = viewer.Is(Role.Administrator);
        if (!_shown)
        {
            Navigation.NotFound();
            return;
        }
        _now = Machine.GetUtcNow();
        _scopes = await Names.Offer(viewer, Find, Context!.RequestAborted);
        _units = [.. _scopes.Where(option => option.Group is null && option.Value != RoleScope.Star)];
        await Read();
    }

    private async Task Read()
    {
        var state = Enum.GetValues<PersonState>().Cast<PersonState?>().FirstOrDefault(one => PersonStates.Code(one!.Value) == State);
        _people = await Desk.List(Context!.Viewer(), Q, state, Context!.RequestAborted);
        _names = await Names.Of(_people.Take(Most).SelectMany(account => account.Assignments), Context!.RequestAborted);
    }

    private async Task Invite()
    {
        var (order, faults) = DeskForms.Role(Context);
        var answer = faults.IsEmpty ? await Desk.Invite(Context!.Viewer(), Context!.Actor(), Context.Sent("id"), Context.Sent("name"), order, Context!.RequestAborted) : DeskAnswer.No();
        if (answer.Account is not { } made)
        {
            Fail("invite", [.. faults, .. answer.Refusals.Faults()]);
            return;
        }
        _made = ($"Đã mời {made.Name}", $"Đường dẫn chỉ hiện lần này. Đề nghị trao riêng cho {made.Name}; dùng được một lần, đến {Vietnamese.Instant(made.Invitation!.EndsAt)}.", Context!.AddressOf($"/invitation/{answer.Secret}"));
        await Read();
    }

    private async Task MakeScreen()
    {
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        var last = DeskForms.Day(Context, "last", "Ngày cuối", faults);
        var answer = faults.Count == 0 ? await Screens.Make(Context!.Viewer(), Context!.Actor(), Context.Sent("unit"), Context.Sent("place"), last) : DeskAnswer.No();
        if (answer.Account is not { } made)
        {
            Fail("screen", [.. faults, .. answer.Refusals.Faults().Select(fault => fault.Field == "until" ? fault with { Field = "last" } : fault)]);
            return;
        }
        _made = ($"Đã lập {Vietnamese.Uncapital(made.Name)}", "Đường dẫn chỉ hiện lần này. Đề nghị mở trên trình duyệt của màn hình; ai có đường dẫn cũng xem được bảng của đơn vị.", Context!.AddressOf($"/tv/{answer.Secret}"));
        await Read();
    }

    private void Fail(string form, ImmutableArray<FieldFault> faults)
    {
        (_form, _faults) = (form, faults);
        Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private Editing Of(string form) => _form == form ? Context.Editing(form, _faults) : SentForms.Empty([]);

    private IEnumerable<string> Roles(AccountRecord account) => account.Assignments.Where(held => !(held.Until < Clock.Today) && Desk.Covers(Context!.Viewer(), held))
        .Select(held => $"{RoleWords.Name(held.ToAssignment().Role)}, {_names.GetValueOrDefault(held, held.ToAssignment().Scope.ToString())}");
}
