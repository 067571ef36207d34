using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>An answer to a browser.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">The page, its entities read.</param>
/// <param name="Location">Where it leads on to.</param>
/// <param name="Headers">Its headers.</param>
internal sealed record Answer(HttpStatusCode Status, string Text, string? Location, System.Net.Http.Headers.HttpResponseHeaders Headers);

/// <summary>A browser without scripts: keeps its cookies, fills in the forms of pages, follows nothing by itself.</summary>
internal sealed partial class Caller : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A browser that is not signed in, and sends these headers with everything.</summary>
    public Caller(Uri address, params (string Name, string Value)[] headers)
    {
        // A certificate that a test made for itself is trusted by nobody else.
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = address };
        foreach (var (name, value) in headers) _http.DefaultRequestHeaders.Add(name, value);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The cookie of the sign-in; null for none.</summary>
    public Cookie? Session => Cookies.GetCookies(_http.BaseAddress!).FirstOrDefault(cookie => cookie.Name.EndsWith("hoiqc", StringComparison.Ordinal) || cookie.Name.EndsWith("hoiqc-session", StringComparison.Ordinal));

    public async Task<Answer> Get(string path)
    {
        using var response = await _http.GetAsync(path);
        return await Read(response);
    }

    /// <summary>Whether the server knows who this is.</summary>
    public async Task<bool> IsSignedIn() => (await Get("/account")).Status == HttpStatusCode.OK;

    /// <summary>Opens a page and sends one of its forms, with these fields beside what stands in it.</summary>
    public async Task<Answer> Send(string path, string handler, params (string Field, string Text)[] fields) => await SendFrom(await Get(path), path, handler, fields);

    /// <summary>Sends a form of a page that was opened before.</summary>
    public async Task<Answer> SendFrom(Answer page, string path, string handler, params (string Field, string Text)[] fields)
    {
        var form = Forms().Matches(page.Text).FirstOrDefault(form => form.Value.Contains($"name=\"_handler\" value=\"{handler}\"", StringComparison.Ordinal));
        Assert.True(form is not null, $"No form {handler} at {path} ({page.Status}): {page.Text}");
        var sent = Inputs().Matches(form.Value).Where(input => input.Value.Contains("type=\"hidden\"", StringComparison.Ordinal) && Attribute(input.Value, "name") is not null)
            .Select(input => (Field: Attribute(input.Value, "name")!, Text: Attribute(input.Value, "value") ?? "")).Where(input => fields.All(field => field.Field != input.Field)).Concat(fields);
        using var content = new FormUrlEncodedContent(sent.Select(field => KeyValuePair.Create(field.Field, field.Text)));
        var action = Attribute(Tag().Match(form.Value).Value, "action") ?? "";
        using var response = await _http.PostAsync(new Uri(new Uri(_http.BaseAddress!, path), WebUtility.HtmlDecode(action)), content);
        return await Read(response);
    }

    /// <summary>Presses the button in the head of a page.</summary>
    public async Task<Answer> SignOut()
    {
        var form = Forms().Matches((await Get("/rules")).Text).First(form => form.Value.Contains("action=\"/sign-out\"", StringComparison.Ordinal)).Value;
        return await Post("/sign-out", [.. Inputs().Matches(form).Select(input => (Attribute(input.Value, "name")!, Attribute(input.Value, "value")!))]);
    }

    public async Task<Answer> Post(string path, params (string Field, string Text)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Field, field.Text)));
        using var response = await _http.PostAsync(path, content);
        return await Read(response);
    }

    /// <summary>Calls the API, by a key where one is given.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> Api(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.StartsWith('{') || text.StartsWith('[') ? text : "null");
        return (response.StatusCode, document.RootElement.Clone());
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> Read(HttpResponseMessage response) => new(
        response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()),
        response.Headers.Location is { IsAbsoluteUri: true } place && place.Authority == _http.BaseAddress!.Authority ? place.PathAndQuery : response.Headers.Location?.ToString(), response.Headers);

    private static string? Attribute(string tag, string name) => Regex.Match(tag, $" {name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 5_000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>", RegexOptions.None, 5_000)]
    private static partial Regex Inputs();

    [GeneratedRegex("<form[^>]*>", RegexOptions.None, 5_000)]
    private static partial Regex Tag();
}
