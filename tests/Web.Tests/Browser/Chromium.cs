using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>One Chromium for all tests of pages; each visitor has a context of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("HOIQC_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        if (!File.Exists(path))
            throw new FileNotFoundException($"The tests of pages need Chromium, and there is none at {path}. Install it, or name it in HOIQC_CHROMIUM.");
        _playwright = await Playwright.CreateAsync();
        string[] sandbox = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Headless = true,
            Args = [.. sandbox, "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-quic"],
        });
    }

    /// <summary>Somebody who opens the product in a browser.</summary>
    /// <param name="product">The product.</param>
    /// <param name="options">What kind of browser.</param>
    /// <param name="person">Who is signed in; null for nobody.</param>
    internal async Task<Visitor> Visit(Product product, BrowserNewContextOptions? options = null, string? person = TestPerson.Id)
    {
        options ??= new();
        options.BaseURL = product.Address.ToString();
        options.Locale = "vi-VN";
        options.ViewportSize ??= Visitor.Wide;
        var context = await _browser!.NewContextAsync(options);
        if (person is not null)
        {
            var (name, value) = await TestPerson.Cookie(product.App, person);
            await context.AddCookiesAsync([new() { Name = name, Value = value, Url = product.Address.ToString(), HttpOnly = true }]);
        }
        return await Visitor.Arrive(context);
    }

    /// <summary>Somebody whose browser runs no scripts.</summary>
    internal Task<Visitor> VisitWithoutScript(Product product) => Visit(product, new() { JavaScriptEnabled = false });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Tests in a browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<Chromium>, ICollectionFixture<SharedDistrict>
{
    public const string Name = "in a browser";
}

/// <summary>Those that look at the clock, with the machine to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class InBrowserAlone : ICollectionFixture<Chromium>
{
    public const string Name = "in a browser, alone";
}
