using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Access;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Accounts.Keeping;

/// <summary>One person as their administrator sees them: roles, link, lock, closing.</summary>
public sealed partial class PersonPage
{
    private AccountRecord? _account;
    private PersonState _state;
    private bool _isScreen;
    private bool _decides;
    private ImmutableArray<AssignmentRecord> _shown = [];
    private Dictionary<AssignmentRecord, string> _names = [];
    private ImmutableArray<Option> _scopes = [];
    private ImmutableArray<FieldFault> _faults = [];
    private string? _form;
    private string? _told;
    private string? _link;

    /// <summary>Name the person signs in with.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject] private PeopleDesk Desk { get; set; } = null!;
    [Inject] private ScopeNames Names { get; set; } = null!;
    [Inject] private TimeProvider Machine { get; set; } = null!;
    [Inject] private VietnamClock Clock { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [SupplyParameterFromQuery] private string? Told { get; set; }
    [SupplyParameterFromQuery] private string? Find { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    private string Here => $"/people/{Uri.EscapeDataString(Id)}";

    private string State => _account switch
    {
        { ClosedAt: { } at } => $" ngày {Vietnamese.Date(Domain.VietnamTime.DayOf(at))}{(_account.ClosedReason is { } reason ? $": {reason}" : "")}",
        { LockedUntil: { } until } when _state == PersonState.Locked => $" đến {Vietnamese.Instant(until)}",
        { SignedInAt: { } at } => $" · đăng nhập gần nhất {Vietnamese.Instant(at)}",
        _ => "",
    };

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var viewer = Context?.Viewer() ?? Viewer.Nobody;
        if (await Desk.Find(viewer, Id) is not { } account)
        {
            Navigation.NotFound();
            return;
        }
        _told = Told switch { "given" => "Đã giao vai trò.", "given-anew" => "Đã giao vai trò. Đường dẫn đặt mật khẩu lập trước đó không còn dùng được; đề nghị lập đường dẫn mới.", "ended" => "Đã cho thôi vai trò.", "unlocked" => "Đã mở khóa.", "closed" => "Đã đóng tài khoản.", _ => null };
        _scopes = await Names.Offer(viewer, Find, Context!.RequestAborted);
        await Show(account);
    }

    private async Task Show(AccountRecord account)
    {
        var viewer = Context!.Viewer();
        _account = account;
        (_state, _isScreen, _decides) = (PersonStates.Of(account, Machine.GetUtcNow()), OwnAccount.IsScreen(account), Desk.Decides(viewer, account));
        _shown = [.. account.Assignments.Where(held => Desk.Covers(viewer, held)).OrderBy(held => held.Until < Clock.Today)];
        _names = await Names.Of(_shown, Context!.RequestAborted);
    }

    private async Task Give()
    {
        var (order, faults) = DeskForms.Role(Context);
        if (faults.IsEmpty) Tell("give", await Desk.Give(Context!.Viewer(), Context!.Actor(), Id, order, Context!.RequestAborted), _account?.Invitation is null ? "given" : "given-anew");
        else Fail("give", faults);
    }

    private async Task End() => Tell("end", await Desk.End(Context!.Viewer(), Context!.Actor(), Id, DeskForms.Role(Context).Order), "ended");

    private async Task Unlock() => Tell(null, await Desk.Unlock(Context!.Viewer(), Context!.Actor(), Id), "unlocked");

    private async Task Close() => Tell("close", await Desk.Close(Context!.Viewer(), Context!.Actor(), Id, Context.Sent("reason")), "closed");

    private async Task Link()
    {
        var answer = await Desk.Link(Context!.Viewer(), Context!.Actor(), Id, Context.Sent("second") == "off");
        if (answer.Account is not { } account)
        {
            Fail(null, answer.Refusals.Faults());
            return;
        }
        _link = Context!.AddressOf($"/invitation/{answer.Secret}");
        await Show(account);
    }

    private void Tell(string? form, DeskAnswer answer, string told)
    {
        if (answer.Account is not null) Navigation.NavigateTo($"{Here}?told={told}");
        else Fail(form, answer.Refusals.Faults());
    }

    private void Fail(string? form, ImmutableArray<FieldFault> faults)
    {
        (_form, _faults) = (form, faults);
        Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private Editing Of(string form) => _form == form ? Context.Editing(form, _faults) : SentForms.Empty([]);
}
