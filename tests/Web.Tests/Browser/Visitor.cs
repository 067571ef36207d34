using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>Somebody with one open page, and what their browser complained about.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Visitor(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public static ViewportSize Wide => new() { Width = 1920, Height = 1080 };

    public static ViewportSize Narrow => new() { Width = 390, Height = 844 };

    public IPage Page { get; }

    /// <summary>Errors of the console and of scripts.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public static async Task<Visitor> Arrive(IBrowserContext context)
    {
        // Generous: a test waits for what is to come, however busy the machine is.
        context.SetDefaultTimeout(30_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        var visitor = new Visitor(context, await context.NewPageAsync());
        visitor.Page.Console += (_, message) =>
        {
            if (message.Type == "error") visitor.Errors.Enqueue($"{message.Text} ({message.Location})");
        };
        visitor.Page.PageError += (_, error) => visitor.Errors.Enqueue(error);
        return visitor;
    }

    /// <summary>Opens an address; its status.</summary>
    public async Task<int> Go(string address) => (await Page.GotoAsync(address))!.Status;

    /// <summary>Opens a board and waits until it hears of changes.</summary>
    public async Task Follow(string address)
    {
        await Go(address);
        await Assertions.Expect(Page.Locator("#live.on")).ToBeVisibleAsync();
    }

    /// <summary>The cell of a row and a rule.</summary>
    public ILocator Cell(string row, string rule) => Page.Locator($"#grid td[data-row='{row}'][data-rule='{rule}']");

    public ILocator Field(string name) => Page.Locator($"#evidence [name={name}]");

    public ILocator Link(string text) => Page.GetByRole(AriaRole.Link, new() { Name = text });

    public ILocator Button(string text) => Page.GetByRole(AriaRole.Button, new() { Name = text, Exact = true });

    /// <summary>Waits until the page holds a text.</summary>
    public Task Reads(string text) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(text);

    public Task Label(string row, string rule, string label) => Assertions.Expect(Cell(row, rule)).ToHaveAttributeAsync("aria-label", label);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
