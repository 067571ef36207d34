using System.Collections.Immutable;
using HoiQC.Grains.Accounts;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Accounts;

/// <summary>Turns the second step of signing in on and off.</summary>
public sealed partial class SecondStepPage
{
    private AccountRecord? _account;
    private (string Text, string Picture)? _waiting;
    private ImmutableArray<string> _recovery = [];
    private string? _wrong;

    [Inject] private OwnAccount Own { get; set; } = null!;
    [Inject] private SecondStep Step { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _account = await Own.Find(Context);
        if (_account is null) Navigation.NotFound();
        else _waiting = await Step.Waiting(Context!);
    }

    private async Task Prepare() => Tell(await Step.Prepare(Context!, Context.Password("password")));

    private async Task End() => Tell(await Step.End(Context!, Context.Password("password")));

    private async Task Confirm()
    {
        (_recovery, var wrong) = await Step.Confirm(Context!, Context.Sent("code"));
        if (wrong is not null) Tell(wrong);
    }

    private void Tell(string? wrong)
    {
        _wrong = wrong;
        if (wrong is null) Navigation.NavigateTo("/account/second-step");
        else Context!.Response.StatusCode = StatusCodes.Status400BadRequest;
    }
}
