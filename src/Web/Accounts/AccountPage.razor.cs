using System.Collections.Immutable;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Accounts;

/// <summary>"Tài khoản của tôi": roles, password, sign-ins, API keys.</summary>
public sealed partial class AccountPage
{
    private AccountRecord? _account;
    private Dictionary<AssignmentRecord, string> _scopes = [];
    private ImmutableArray<FieldFault> _faults = [];
    private string? _form;
    private string? _told;
    private string? _key;

    [Inject] private OwnAccount Own { get; set; } = null!;
    [Inject] private ScopeNames Names { get; set; } = null!;
    [Inject] private VietnamClock Clock { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [SupplyParameterFromQuery] private string? Told { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _account = await Own.Find(Context);
        if (_account is null)
        {
            Navigation.NotFound();
            return;
        }
        _told = Told switch
        {
            "password" => "Đã đổi mật khẩu; các phiên đăng nhập khác đã kết thúc.",
            "ended" => "Đã kết thúc phiên đăng nhập.",
            "revoked" => "Đã thu hồi khóa.",
            "linked" => "Đã liên kết.",
            "unlinked" => "Đã bỏ liên kết.",
            "not-linked" => "Chưa liên kết được: tài khoản bên ngoài đó đã liên kết với người khác, hoặc phiên đăng nhập đã đổi. Đề nghị làm lại.",
            _ => null,
        };
        _scopes = await Names.Of(_account.Assignments, Context!.RequestAborted);
    }

    private async Task ChangePassword()
    {
        _faults = await Own.ChangePassword(Context!, Context.Password("current"), Context.Password("password"), Context.Password("again"));
        if (_faults.IsEmpty) Navigation.NavigateTo("/account?told=password");
        else Fail("password");
    }

    private async Task EndSessions()
    {
        await Own.EndSessions(Context!, Context.Sent("session"));
        Navigation.NavigateTo("/account?told=ended");
    }

    private async Task MakeKey()
    {
        (_key, _faults) = await Own.MakeKey(Context!, Context.Sent("key"), [.. Context!.Request.Form["roles"].OfType<string>()], Context.Sent("days"), Context.Password("proof"));
        if (_key is null) Fail("make-key");
        else _account = await Own.Find(Context);
    }

    private async Task RevokeKey()
    {
        await Own.RevokeKey(Context!, Context.Sent("prefix"));
        Navigation.NavigateTo("/account?told=revoked");
    }

    private void Fail(string form)
    {
        _form = form;
        Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private Editing Of(string form) => _form == form ? Context.Editing(form, _faults) : SentForms.Empty([]);
}
