using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Accounts.Screens;

/// <summary>Where a screen's link leads: it signs the screen in, by a press of a button, since a link alone could sign somebody else out.</summary>
public sealed partial class ScreenPage
{
    private (AccountRecord Account, string Unit)? _screen;
    private bool _isEnded;
    private string? _unit;
    private string? _other;
    private string? _wrong;

    /// <summary>The key of the screen.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    [Inject] private ScreenLinks Links { get; set; } = null!;
    [Inject] private INodeConfiguration Node { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Context is { Response.HasStarted: false }) Context.Response.Headers["Referrer-Policy"] = AccountEndpoints.SecretPath;
        _screen = await Links.Find(Key);
        _isEnded = _screen is null;
        if (_screen is not var (account, unit)) return;
        _unit = Node.Current.Tree.Find(unit)?.Name ?? unit;
        var viewer = Context!.Viewer();
        if (viewer.Account == account.Id && HttpMethods.IsGet(Context!.Request.Method)) Navigation.NavigateTo($"/boards/{unit}");
        else if (viewer.IsSomebody) _other = viewer.Name;
    }

    private async Task Open()
    {
        if (_screen is not var (account, unit)) return;
        _wrong = await Links.Open(Context!, account);
        if (_wrong is not null) Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
        else Navigation.NavigateTo($"/boards/{unit}");
    }
}
