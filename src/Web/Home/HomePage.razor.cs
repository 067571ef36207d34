using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Components;

namespace HoiQC.Web.Home;

/// <summary>The first page: three ways to begin, or the deepest board that holds all there is.</summary>
public sealed partial class HomePage
{
    private bool _choice;
    private List<Unit> _roots = [];
    private SetupAnswer? _answer;

    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _choice = !(await Sight.Folder()).HasData;
        if (_choice) return;
        var (unit, roots) = await First.Find();
        _roots = roots;
        if (unit is not null) Navigation.NavigateTo($"/boards/{unit.Code}");
        else if (roots.Count == 0 && Sight.MayAnywhere(Act.HandIn)) Navigation.NavigateTo("/my");
        else if (roots.Count == 0 && Sight.MayAnywhere(Act.KeepPeople)) Navigation.NavigateTo(Sight.May(Act.Configure) ? "/rules" : "/people");
    }

    private async Task LoadSample() => Tell(await Setup.LoadSample(Sent("name") ?? "", Context!.Actor()), check: false);

    private async Task Import() => Tell(await Setup.Import(Sent("folder")?.Trim() ?? "", Sent("check") == "1", Context!.Actor()), Sent("check") == "1");

    private async Task StartEmpty()
    {
        await Setup.StartEmpty(Context!.Actor());
        Navigation.NavigateTo("/rules");
    }

    private void Tell(SetupAnswer answer, bool check)
    {
        _answer = answer;
        if (!answer.Done) Context!.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else if (!check) Navigation.NavigateTo("/");
    }

    private string? Sent(string field) => Context is { Request.HasFormContentType: true } context ? context.Request.Form[field].ToString() : null;
}
