using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HoiQC.Domain.People;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Silo.Hosting;
using HoiQC.Web.Access;
using HoiQC.Web.Tests.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Access;

/// <summary>What stands before every endpoint, from outside.</summary>
[Collection(DistrictsCollection.Name)]
public sealed partial class GateTests(Districts districts)
{
    [Fact]
    public async Task An_endpoint_that_says_nothing_of_who_may_use_it_answers_nobody_and_is_found()
    {
        var path = Directory.CreateTempSubdirectory("hoiqc-gate-").FullName;
        var command = CommandLine.Read(["run", "--data", path, "--port", "0"]);
        using (var folder = await DataFolder.Open(command, TimeProvider.System))
        {
            await using var app = Program.Build(folder!, command);
            app.MapGet("/quen-khai-bao", () => "bí mật");
            await app.StartAsync();
            using var http = new HttpClient { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => !address.Contains("unix", StringComparison.Ordinal))) };
            var everybody = await Person.Make(app.Services.GetRequiredService<IGrainFactory>(), "moi-vai", [.. Enum.GetNames<Role>().Select(role => $"{role}:*")]);
            http.DefaultRequestHeaders.Authorization = new("Bearer", everybody.Key);

            using var answer = await http.GetAsync("/quen-khai-bao");

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("bí mật", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("quen-khai-bao", Assert.Single(MatrixTests.Undeclared(app.Services.GetRequiredService<EndpointDataSource>().Endpoints)), StringComparison.Ordinal);
            await app.StopAsync();
        }
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task What_may_not_be_seen_answers_byte_for_byte_as_what_is_not_there()
    {
        var watcher = (await districts.Everybody()).Single(one => one.Role == "Watcher:106").Person;
        var spot = districts.Spots["sibling"];
        var compared = 0;
        var cases = districts.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => Case.Of(endpoint, districts))
            .Where(one => one is { Relation: "sibling", Method: "GET" } && one.Need.Where.About is not About.Receipt && !Expected.May("Watcher:106", one.Need.Act, "sibling", one.IsOfBody));
        foreach (var one in cases.DistinctBy(one => one.Address))
        {
            // The same letters, so that lengths are the same too.
            var missing = one.Address.Replace(spot.Body, "xxx-PartyCommittee", StringComparison.Ordinal).Replace($"/{spot.Unit}", "/xxx", StringComparison.Ordinal).Replace($"unit={spot.Unit}", "unit=xxx", StringComparison.Ordinal);
            Assert.NotEqual(one.Address, missing);
            using var hidden = await districts.Ask(watcher, one.Address);
            using var absent = await districts.Ask(watcher, missing);
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
            Assert.Equal(Heads(absent), Heads(hidden));
            Assert.Equal((await Text(absent)).Replace("xxx", "109", StringComparison.Ordinal), await Text(hidden));
            compared++;
        }
        Assert.True(compared > 20, $"Only {compared} addresses were compared.");
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_and_a_program_is_told_so()
    {
        using var page = await districts.Ask(Person.Nobody, "/bodies/3430-FrontBloc?year=2023");
        Assert.Equal((HttpStatusCode.Found, "/sign-in?return=%2Fbodies%2F3430-FrontBloc%3Fyear%3D2023"), (page.StatusCode, page.Headers.Location?.ToString()));
        foreach (var address in new[] { "/api/boards/106", "/api/boards/999", "/boards/106/board.csv", "/boards/106/figures?year=2023" })
        {
            using var answer = await districts.Ask(Person.Nobody, address);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("Chưa đăng nhập.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hub_connection_of_nobody_is_refused()
    {
        using var negotiated = await districts.Ask(Person.Nobody, "/hubs/board/negotiate?negotiateVersion=1", new StringContent(""));
        Assert.Equal(HttpStatusCode.Unauthorized, negotiated.StatusCode);
        Assert.Null(await HubClient.TryConnect(districts.Address, null));
        Assert.Null(await HubClient.TryConnect(districts.Address, "hoiqc_khongcos_khongco"));
    }

    [Fact]
    public async Task A_board_that_may_not_be_seen_is_refused_by_the_hub_as_one_that_is_not_there()
    {
        var watcher = (await districts.Everybody()).Single(one => one.Role == "Watcher:106").Person;
        using var client = await HubClient.Connect(districts.Address, watcher.Key);
        var hidden = (await client.Open("109", 2023, "", 0)).GetProperty("error").GetString();
        var absent = (await client.Open("999", 2023, "", 0)).GetProperty("error").GetString();
        Assert.Equal(absent, hidden!.Replace("109", "999", StringComparison.Ordinal));
        Assert.True((await client.Open("106", 2023, "", 0)).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("revoked")]
    [InlineData("other-role")]
    public async Task A_connection_whose_account_changed_is_cut_off_within_a_second(string how)
    {
        var person = await Person.Make(districts.Grains, $"nghe.{how}", "Watcher:106");
        using var client = await HubClient.Connect(districts.Address, person.Key);
        Assert.True((await client.Open("106", 2023, "", 0)).TryGetProperty("result", out _));
        var grain = districts.Grains.GetGrain<IAccountGrain>(person.Account);
        var account = (await grain.Read())!;
        var changed = how switch
        {
            "closed" => account.Closed(TimeProvider.System.GetUtcNow()),
            "revoked" => account.WithoutKey(account.Keys[0].Prefix),
            _ => account.Ended(account.Assignments[0], new(2023, 12, 28)).Given(Person.Read("Watcher:109")),
        };
        var began = TimeProvider.System.GetTimestamp();
        Assert.NotNull(await grain.Save(changed, Actor.Operator));
        await client.Ended();
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_wrong_password_elsewhere_cuts_nobody_off()
    {
        var person = await Person.Make(districts.Grains, "nghe.tiep", "Watcher:106");
        using var client = await HubClient.Connect(districts.Address, person.Key);
        var grain = districts.Grains.GetGrain<IAccountGrain>(person.Account);
        Assert.NotNull(await grain.Save((await grain.Read())! with { Failures = 3 }, Actor.Operator));
        for (var beat = 0; beat < 2; beat++) await client.Hear("Heartbeat");
        Assert.True((await client.Open("106", 2023, "", 0)).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task An_officer_of_a_member_hands_in_for_the_bloc_and_names_their_own_body_as_the_one_that_led()
    {
        var officer = await Person.Make(districts.Grains, "can-bo.khoi", "Officer:3430-FatherlandFront");
        const string Address = "/api/obligations/3430-FrontBloc/MT-PB/2023/evidence";
        foreach (var (submission, lead, status) in new[] { ("khoi-khong-ten", "", 400), ("khoi-cua-ban", ",\"leadBody\":\"3430-WomensUnion\"", 400), ("khoi-cua-minh", ",\"leadBody\":\"3430-FatherlandFront\"", 201) })
        {
            using var form = new StringContent($$"""{"submissionId":"{{submission}}","occurredOn":"2023-12-20"{{lead}}}""", Encoding.UTF8, "application/json");
            using var answer = await districts.Ask(officer, Address, form);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(status == (int)answer.StatusCode, text);
            if (status != 400) continue;
            using var problem = JsonDocument.Parse(text);
            Assert.Contains("3430-FatherlandFront", problem.RootElement.GetProperty("errors").GetProperty("leadBody")[0].GetString(), StringComparison.Ordinal);
        }
        using var sibling = await districts.Ask(officer, "/api/bodies/3430-WomensUnion");
        Assert.Equal(HttpStatusCode.NotFound, sibling.StatusCode);
    }

    /// <summary>The answer without what every request has of its own: a number, and the token of its forms.</summary>
    private static async Task<string> Text(HttpResponseMessage answer) => Trace().Replace(await answer.Content.ReadAsStringAsync(), "");

    [GeneratedRegex("\"traceId\":\"[^\"]*\"|(?<=name=\"__RequestVerificationToken\" value=\")[^\"]*|(?<=hoiqc-form=)[^;]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Trace();

    private static List<string> Heads(HttpResponseMessage answer) =>
        [.. answer.Headers.Concat(answer.Content.Headers).Where(head => head.Key is not ("Date" or "traceparent")).Select(head => $"{head.Key}: {Trace().Replace(string.Join(", ", head.Value), "")}").Order(StringComparer.Ordinal)];
}
