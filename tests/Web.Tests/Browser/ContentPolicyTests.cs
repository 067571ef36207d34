namespace HoiQC.Web.Tests.Browser;

/// <summary>Pages live with what the content policy forbids: nothing inline, nothing from elsewhere.</summary>
[Collection(InBrowser.Name)]
public sealed class ContentPolicyTests(Chromium chromium, SharedDistrict district)
{
    private static readonly string[] Addresses =
    [
        "/", "/boards/106?year=2023", "/boards/106?year=2023&asof=2023-12-31", "/alerts?unit=106", "/deadlines?unit=106", "/units", "/units/106", "/congresses?unit=106",
        "/reliefs?unit=106", "/rules", "/rules/DT-NHANDAN", "/rules/new", "/rules/DT-NHANDAN/edit", "/calendar", "/calendar/2023/edit", "/publications", "/bodies/3430-FrontBloc?year=2023", "/nothing", "/error", "/sign-in", "/my", "/account", "/people", "/record", "/reviews", "/invitation/khong-co",
    ];

    [Fact]
    public async Task No_page_asks_for_what_the_policy_forbids()
    {
        await using var visitor = await chromium.Visit(district.Product);
        await visitor.Page.AddInitScriptAsync("window.violations = []; document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(Addresses);
        while (waiting.TryDequeue(out var address))
        {
            if (!seen.Add(Kind(address))) continue;
            await visitor.Go(address);
            await visitor.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.Load);
            var violations = await visitor.Page.EvaluateAsync<string[]>("window.violations");
            Assert.True(violations.Length == 0, $"{address}: {string.Join("; ", violations)}");

            // Every kind of page that is linked from anywhere, once.
            foreach (var link in await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin).map(a => a.pathname + a.search)"))
            {
                if (!link.EndsWith(".csv", StringComparison.Ordinal) && !link.Contains(".csv?", StringComparison.Ordinal) && !link.StartsWith("/files/", StringComparison.Ordinal) && !link.StartsWith("/api/", StringComparison.Ordinal)) waiting.Enqueue(link);
            }
        }
        Assert.True(seen.Count > 18, $"Only {seen.Count} kinds of page were seen: {string.Join(' ', seen)}");
        Assert.DoesNotContain(visitor.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_inline_script_and_a_script_from_elsewhere_do_not_run()
    {
        await using var visitor = await chromium.Visit(district.Product);
        await visitor.Go("/rules");
        await visitor.Page.EvaluateAsync("""
            () => new Promise(resolve => {
              const refused = [];
              document.addEventListener("securitypolicyviolation", event => { refused.push(event.violatedDirective); if (refused.length === 2) resolve(); });
              document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }));
              document.body.append(Object.assign(document.createElement("script"), { src: "https://evil.example/x.js" }));
            })
            """);
        Assert.False(await visitor.Page.EvaluateAsync<bool>("window.ran === true"));
    }

    /// <summary>The page behind an address: its path without what names one thing, and which questions it is asked.</summary>
    private static string Kind(string address)
    {
        var (path, query) = address.Split('?', 2) is [var before, var after] ? (before, after) : (address, "");
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var named = parts.Select((part, index) => index == 0 || part.All(char.IsAsciiLetterLower) ? part : "*");
        return $"/{string.Join('/', named)}?{string.Join('&', query.Split('&').Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal))}";
    }
}
