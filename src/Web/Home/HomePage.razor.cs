using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;
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
        _choice = !(await Archive.Folder()).HasData;
        if (_choice) return;
        var roots = await Filled(Node.Current.Tree.Roots);
        _roots = roots.Count > 0 ? roots : [.. Node.Current.Tree.Roots];
        if (_roots is not [var top]) return;
        while (await Filled(Node.Current.Tree.Children(top.Code)) is [var only]) top = only;
        Navigation.NavigateTo($"/boards/{top.Code}");
    }

    /// <summary>Units with rows at or below them: none, the only one, or at least two of them when there are more.</summary>
    private async Task<List<Unit>> Filled(IReadOnlyCollection<Unit> units)
    {
        var filled = new List<Unit>();
        foreach (var unit in units)
            if (!(await Archive.Years(unit.Code, null)).IsEmpty)
            {
                filled.Add(unit);
                if (filled.Count > 1 && unit.Parent is not null) break;
            }
        return filled;
    }

    private async Task LoadSample() => Tell(await Setup.LoadSample(Sent("name") ?? ""), check: false);

    private async Task Import() => Tell(await Setup.Import(Sent("folder")?.Trim() ?? "", Sent("check") == "1"), Sent("check") == "1");

    private async Task StartEmpty()
    {
        await Setup.StartEmpty();
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
