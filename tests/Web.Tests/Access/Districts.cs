using System.Collections.Immutable;
using System.Text;
using HoiQC.Domain.Calendars;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Files;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using HoiQC.Silo.Hosting;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Access;

/// <summary>A unit with one of its bodies, an obligation of that body, and a receipt.</summary>
internal sealed record Spot(string Unit, string Body, ObligationKey Obligation, string Receipt);

/// <summary>Huyện Tam Đường with a neighbour in its province and a district in another one; everybody in it has an account.</summary>
public sealed class Districts : IAsyncLifetime
{
    /// <summary>Said of everything that is not of Tam Đường.</summary>
    public const string Foreign = "Xa lạ";

    /// <summary>Somebody whom administrators keep.</summary>
    public const string Kept = "nguoi.duoc-quan";

    private const string Cookie = "X-Cookie";

    private readonly string _path = Directory.CreateTempSubdirectory("hoiqc-access-").FullName;
    private readonly string _files = Directory.CreateTempSubdirectory("hoiqc-access-files-").FullName;
    private readonly List<(string? Role, Person Person)> _everybody = [];
    private DataFolder? _folder;

    internal WebApplication App { get; private set; } = null!;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    internal HttpClient Http { get; private set; } = null!;

    internal ImmutableDictionary<string, Spot> Spots { get; private set; } = ImmutableDictionary<string, Spot>.Empty;

    internal string Publication { get; private set; } = "";

    internal IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        var command = CommandLine.Read(["run", "--data", _path, "--port", "0", "--clock", "2023-12-28T08:00:00+07:00"]);
        _folder = await DataFolder.Open(command, TimeProvider.System);
        await _folder!.Fill("tam-duong-2023");
        App = Program.Build(_folder, command);
        await App.StartAsync();
        Address = new(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => !address.Contains("unix", StringComparison.Ordinal)));
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(100) };
        await Import();
        foreach (var (name, unit, body) in new[]
        {
            ("own", "106", "106-PartyCommittee"), ("ancestor", "12", "12-PartyCommittee"), ("descendant", "3430", "3430-PartyCommittee"), ("sibling", "109", "109-PartyCommittee"), ("outside", "3160", "3160-PartyCommittee"),
        }) Spots = Spots.Add(name, await At(unit, body));
        var publishing = App.Services.GetRequiredService<IPublishing>();
        var draft = new CalendarDraft(null, null, true, [], []);
        var preview = (await publishing.Preview(draft, null)).Preview!;
        Publication = (await publishing.Publish(draft, null, preview.Id, new("", "Người dựng", "command", ""))).Publication!.Id;
    }

    /// <summary>Everybody of the matrix, nobody among them, by the one role each holds.</summary>
    internal async Task<IReadOnlyList<(string? Role, Person Person)>> Everybody()
    {
        if (_everybody.Count > 0) return _everybody;
        foreach (var role in Expected.Roles)
        {
            var made = await Person.Make(Grains, "nguoi." + role.ToLowerInvariant().Replace(":", ".", StringComparison.Ordinal).Replace("*", "tat-ca", StringComparison.Ordinal), role);
            var (name, value) = await TestPerson.Cookie(App, made.Account);
            _everybody.Add((role, made with { Cookie = $"{name}={value}" }));
        }
        await Person.Make(Grains, Kept, "Watcher:106");
        _everybody.Add((null, Person.Nobody));
        return _everybody;
    }

    /// <summary>A request of somebody.</summary>
    /// <param name="person">Who.</param>
    /// <param name="address">Where.</param>
    /// <param name="sent">What is sent; null to read.</param>
    /// <param name="byBrowser">Whether they come by the cookie of a browser, where they have one.</param>
    internal async Task<HttpResponseMessage> Ask(Person person, string address, HttpContent? sent = null, bool byBrowser = false)
    {
        using var request = new HttpRequestMessage(sent is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = sent };
        if (sent is not null && sent.Headers.TryGetValues(Cookie, out var cookies))
        {
            request.Headers.Add("Cookie", byBrowser && person.Cookie.Length > 0 ? cookies.Append(person.Cookie) : cookies);
            sent.Headers.Remove(Cookie);
        }
        else if (byBrowser && person.Cookie.Length > 0) request.Headers.Add("Cookie", person.Cookie);
        if (person.Key.Length > 0 && !(byBrowser && person.Cookie.Length > 0)) request.Headers.Authorization = new("Bearer", person.Key);
        return await Http.SendAsync(request);
    }

    /// <summary>A form of a page with the token that belongs to somebody.</summary>
    internal HttpContent FormOf(Person person, string handler)
    {
        using var scope = App.Services.CreateScope();
        var tokens = App.Services.GetRequiredService<IAntiforgery>().GetTokens(new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = person.Principal });
        var form = new FormUrlEncodedContent([new("_handler", handler), new(tokens.FormFieldName, tokens.RequestToken!)]);
        form.Headers.Add(Cookie, $"hoiqc-form={tokens.CookieToken}");
        return form;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _folder?.Dispose();
        Directory.Delete(_path, recursive: true);
        Directory.Delete(_files, recursive: true);
    }

    private async Task Import()
    {
        await File.WriteAllTextAsync(Path.Combine(_files, "units.csv"), $"""
            code,name,short_name,kind,level,parent_code,valid_from,valid_to
            109,Huyện {Foreign} Gần,{Foreign} Gần,huyện,district,12,2004-01-01,
            3543,Xã {Foreign} Gần,{Foreign} Gần,xã,commune,109,2004-01-01,
            11,Tỉnh {Foreign} Ngoài,{Foreign} Ngoài,tỉnh,province,,2004-01-01,
            94,Huyện {Foreign} Ngoài,{Foreign} Ngoài,huyện,district,11,2004-01-01,
            3160,Xã {Foreign} Ngoài,{Foreign} Ngoài,xã,commune,94,2004-01-01,

            """.Replace("            ", "", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(_files, "bodies.csv"), "id,unit_code,class,kind,name,source\n" + string.Concat(
            from unit in new[] { "12", "109", "3543", "3160" }
            from kind in new[] { ("PartyCommittee", "Committee"), ("PeoplesCommittee", "Committee"), ("FrontBloc", "Bloc") }
            where unit.Length == 4 || kind.Item2 != "Bloc"
            select $"{unit}-{kind.Item1},{unit},{kind.Item2},{kind.Item1},{kind.Item1} {Foreign} {unit},report\n"));
        var answer = await App.Services.GetRequiredService<ISetup>().Import(_files, check: false, Actor.Operator);
        Assert.True(answer.Done, answer.Sentence + string.Concat(answer.Faults.Take(5).Select(fault => $"\n{fault.File} {fault.Row} {fault.Column} {fault.Sentence}")));
    }

    /// <summary>A place with evidence.</summary>
    private async Task<Spot> At(string unit, string body)
    {
        var facts = (await App.Services.GetRequiredService<ILedger>().Facts(body))!;
        var owed = facts.Obligations.OrderBy(row => row.Year == 2023 ? 0 : 1).ThenBy(row => row.Due).FirstOrDefault() ?? throw new InvalidOperationException($"{body} owes nothing; registered {facts.Body.RegisteredOn}, unit ends {facts.Body.LastDay}.");
        var (file, refusal) = await App.Services.GetRequiredService<IFileStore>().Keep(new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")), "Báo cáo.pdf", 1, 1 << 20);
        Assert.True(refusal is null, refusal?.Sentence);
        var answer = await App.Services.GetRequiredService<BodyGrains>().Of(facts.Body).Submit(
            new($"matrix-{body}", owed.Key.Rule, owed.Key.Period, null, "1/BC", null, 3, 3, 3, null, null, null, ImmutableDictionary<string, string>.Empty, [file!]), Actor.Operator);
        return new(unit, body, owed.Key, answer.Receipt?.Code ?? facts.Evidence.FirstOrDefault()?.Code ?? throw new InvalidOperationException($"{owed.Key}: {answer.Refusal!.Sentence}"));
    }
}

/// <summary>Tests that share the districts; they only read, or write where nobody else looks.</summary>
[CollectionDefinition(Name)]
public sealed class DistrictsCollection : ICollectionFixture<Districts>
{
    public const string Name = "districts";
}
