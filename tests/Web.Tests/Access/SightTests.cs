using System.Net;
using System.Text;
using HoiQC.Web.Tests.Live;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Access;

/// <summary>What a Watcher of huyện Tam Đường gets to read anywhere.</summary>
[Collection(DistrictsCollection.Name)]
public sealed class SightTests(Districts districts)
{
    [Fact]
    public async Task A_watcher_of_one_district_sees_nothing_of_another_by_any_route()
    {
        var watcher = (await districts.Everybody()).Single(one => one.Role == "Watcher:106").Person;
        var read = 0;
        List<string> addresses =
        [
            .. districts.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => Case.Of(endpoint, districts)).Where(one => one.Method == "GET").Select(one => one.Address),
            $"/units?q={Uri.EscapeDataString(Districts.Foreign)}", "/units?q=xa+la", $"/boards/106?year=2023&q={Uri.EscapeDataString(Districts.Foreign)}", "/boards/106?year=2023&level=commune",
            "/api/boards/106?year=2023&level=commune", "/boards/106/board.csv?year=2023&level=commune", "/boards/106/cell?row=unit:109&rule=MT-PB&year=2023", "/boards/106/cell?row=body:109-PartyCommittee&rule=MT-PB&year=2023",
            "/boards/106/cell?row=unit:3543&rule=*&year=2023", $"/receipts/{districts.Spots["sibling"].Receipt}?body=106-PartyCommittee", $"/receipts/{districts.Spots["own"].Receipt}?body=109-PartyCommittee",
            "/api/due?rule=MT-PB&anchor=2023-12-01&body=3543-FrontBloc", "/deadlines/2023-12-25?unit=106", "/units/106?all=1", "/alerts", "/reliefs", "/congresses", "/deadlines", "/",
        ];
        foreach (var address in addresses.Distinct(StringComparer.Ordinal))
        {
            using var answer = await districts.Ask(watcher, address);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.False(text.Contains(Districts.Foreign, StringComparison.Ordinal) && !Asked(address), $"{address} shows another district:\n{Around(text)}");
            if (answer.IsSuccessStatusCode) Assert.False(text.Contains("109-PartyCommittee", StringComparison.Ordinal) && !address.Contains("109-", StringComparison.Ordinal), address);
            read++;
        }
        Assert.True(read > 100, $"Only {read} addresses were read.");
    }

    [Fact]
    public async Task The_journal_of_a_watcher_holds_their_units_alone_and_keeps_the_numbers()
    {
        var everybody = await districts.Everybody();
        var all = await Person.Make(districts.Grains, "doc.tat-ca", "Watcher:*");
        var (whole, mine) = (await Journal(all), await Journal(everybody.Single(one => one.Role == "Watcher:106").Person));
        Assert.Contains(whole, row => row.Body.StartsWith("109-", StringComparison.Ordinal));
        Assert.NotEmpty(mine);
        Assert.Equal(whole.Where(row => IsOfTamDuong(row.Body)), mine);
    }

    [Fact]
    public async Task Alerts_of_another_district_do_not_come_over_the_hub()
    {
        var watcher = (await districts.Everybody()).Single(one => one.Role == "Watcher:106").Person;
        using var client = await HubClient.Connect(districts.Address, watcher.Key);
        Assert.True((await client.Open("106", 2023, "", 0)).TryGetProperty("result", out var opened));
        Assert.DoesNotContain(Districts.Foreign, opened.ToString(), StringComparison.Ordinal);
        using var form = new StringContent("""{"submissionId":"hub-cua-109","occurredOn":"2023-12-20"}""", Encoding.UTF8, "application/json");
        var officer = await Person.Make(districts.Grains, "can-bo.109", "Officer:109");
        var spot = districts.Spots["sibling"];
        using var done = await districts.Ask(officer, $"/api/obligations/{spot.Obligation}/evidence", form);
        Assert.True(done.StatusCode == HttpStatusCode.Created, await done.Content.ReadAsStringAsync());
        var heard = await client.Until("Heartbeat");
        Assert.DoesNotContain(heard, message => message.ToString().Contains("109", StringComparison.Ordinal) && message.ToString().Contains("\"Changed\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_screen_shows_its_board_without_a_link_it_may_not_follow_and_without_a_name()
    {
        var screen = (await districts.Everybody()).Single(one => one.Role == "Display:106").Person;
        using var answer = await districts.Ask(screen, "/boards/106?year=2023");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var link in System.Text.RegularExpressions.Regex.Matches(page, "href=\"(?<link>/[^\"#]*)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => WebUtility.HtmlDecode(match.Groups["link"].Value)).Distinct(StringComparer.Ordinal).Where(link => link != "/").Take(60))
        {
            using var followed = await districts.Ask(screen, link);
            Assert.True(followed.IsSuccessStatusCode, $"{link} leads nowhere for a screen.");
        }
        Assert.DoesNotContain("đã gọi điện", page, StringComparison.Ordinal);
    }

    private async Task<List<(long Seq, string Body)>> Journal(Person person)
    {
        var rows = new List<(long, string)>();
        for (var after = 0L; ;)
        {
            using var answer = await districts.Ask(person, $"/api/transitions?after={after}&limit=200");
            using var page = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            rows.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(row => (row.GetProperty("seq").GetInt64(), row.GetProperty("body").GetString()!)));
            if (page.RootElement.GetProperty("next").GetInt64() == after) return rows;
            after = page.RootElement.GetProperty("next").GetInt64();
        }
    }

    private static bool IsOfTamDuong(string body) => body.StartsWith("106-", StringComparison.Ordinal) || (body.StartsWith('3') && !body.StartsWith("3543", StringComparison.Ordinal) && !body.StartsWith("3160", StringComparison.Ordinal));

    /// <summary>Whether the address itself holds the word that is looked for: a page repeats what was searched.</summary>
    private static bool Asked(string address) => address.Contains(Uri.EscapeDataString(Districts.Foreign), StringComparison.Ordinal);

    private static string Around(string text) => text.IndexOf(Districts.Foreign, StringComparison.Ordinal) is var at and >= 0 ? text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)] : "";
}
