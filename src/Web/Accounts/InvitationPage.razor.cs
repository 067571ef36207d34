using System.Collections.Immutable;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Accounts;

/// <summary>Where a link to set a password leads. The address holds the secret, so nothing of it goes to anybody else.</summary>
public sealed partial class InvitationPage
{
    private AccountRecord? _account;
    private bool _isEnded;
    private ImmutableArray<FieldFault> _faults = [];

    /// <summary>The link's secret.</summary>
    [Parameter]
    public string Secret { get; set; } = "";

    [Inject] private Invitations Links { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Context is { Response.HasStarted: false }) Context.Response.Headers["Referrer-Policy"] = AccountEndpoints.SecretPath;
        _account = await Links.Find(Secret);
        _isEnded = _account is null;
    }

    private async Task Accept()
    {
        if (_account is null) return;
        (_faults, var signedIn) = await Links.Accept(Context!, Secret, Context.Password("password"), Context.Password("again"));
        if (_faults.IsEmpty) Navigation.NavigateTo(signedIn ? "/" : "/sign-in?told=password");
        else Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
    }
}
