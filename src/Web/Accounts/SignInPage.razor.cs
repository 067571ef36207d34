using HoiQC.Web.Access;
using HoiQC.Web.Accounts.Providers;
using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Accounts;

/// <summary>The door: name and password, then a code where the account asks for one.</summary>
public sealed partial class SignInPage
{
    private SignInAnswer _answer = new(false, false, null);

    [Inject] private SignIn SignIn { get; set; } = null!;
    [Inject] private ProviderSignIn Provider { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "return")] private string? Return { get; set; }
    [SupplyParameterFromQuery] private string? Told { get; set; }
    [SupplyParameterFromQuery] private string? Step { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }

    private string Here => string.IsNullOrEmpty(Return) ? "/sign-in" : $"/sign-in?return={Uri.EscapeDataString(Return)}";

    /// <summary>A form that is sent must be on the page that gets it: that for a code stands there only after the first step.</summary>
    protected override void OnInitialized()
    {
        if (Context.Sent("_handler") == "code") _answer = new(false, true, null, Context.Sent("ticket"));
        else if (!string.IsNullOrEmpty(Step)) _answer = new(false, true, null, Step);
    }

    private async Task TryPassword() => Tell(await SignIn.WithPassword(Context!, Context.Sent("name"), Context.Password("password"), null));

    private async Task TryCode() => Tell(await SignIn.WithCode(Context!, Context.Sent("ticket"), Context.Sent("code")));

    private void Tell(SignInAnswer answer)
    {
        _answer = answer;
        if (answer.Done) Navigation.NavigateTo(LocalPath.Of(Return));
        else if (answer.Sentence is not null) Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
    }
}
