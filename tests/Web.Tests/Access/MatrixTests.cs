using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using System.Text;
using HoiQC.Domain.People;
using HoiQC.Web.Access;
using HoiQC.Web.Boards.Live;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Access;

/// <summary>Every role alone, and nobody, at every endpoint, page, form, file and hub method, for every place, now and in the past: real requests against what is written down in <see cref="Expected"/>.</summary>
[Collection(DistrictsCollection.Name)]
public sealed class MatrixTests(Districts districts, ITestOutputHelper output)
{
    /// <summary>What answers 404 by itself whoever asks: an address the API does not have, the door of this machine's own commands.</summary>
    private static readonly string[] NeverThere = ["GET /api/{**rest}"];

    /// <summary>Sentences by which the gate says that a place is not there; a handler's own are others.</summary>
    private static readonly string[] NotThere = ["Không có đơn vị mang mã", "Không có tổ chức mang mã", "Không có minh chứng mang mã", "Không có địa chỉ này trong API"];

    private static readonly Act[] Writes = [Act.HandIn, Act.Review, Act.Relieve, Act.RecordCall, Act.Configure, Act.KeepPeople, Act.Arrive];

    /// <summary>What changes nothing although it is sent, or changes only what is one's own.</summary>
    private static readonly string[] HarmlessWrites = ["/hubs/board/negotiate", "/hubs/board"];

    private IReadOnlyList<Endpoint> Endpoints => districts.App.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    [Fact]
    public async Task Every_role_reaches_what_it_should_and_nothing_else()
    {
        var counts = new ConcurrentDictionary<(string Role, Act Act), (int Cases, int Allowed)>();
        var wrong = new ConcurrentQueue<string>();
        List<Case> cases = [.. Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => Case.Of(endpoint, districts)).DistinctBy(one => (one.Name, one.Address))];
        foreach (var (role, person) in await districts.Everybody())
        {
            await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (one, _) =>
            {
                var expected = !NeverThere.Contains(one.Name) && !one.Name.StartsWith("POST /local/", StringComparison.Ordinal) && Expected.May(role, one.Need.Act, one.Relation, one.IsOfBody);
                var (allowed, said) = await Try(one, person);
                if (allowed != expected) wrong.Enqueue($"{role ?? "nobody"} {(allowed ? "may" : "may not")} {one.Name} of {one.Relation}: {one.Address} ({said})");
                Count(counts, role, one.Need.Act, allowed);
            });
            foreach (var (method, relation, allowed) in await Hub(person))
            {
                if (allowed != Expected.May(role, Act.ReadBoard, relation, ofBody: false)) wrong.Enqueue($"{role ?? "nobody"} {(allowed ? "may" : "may not")} call {method} for {relation}");
                Count(counts, role, Act.ReadBoard, allowed);
            }
        }
        Print(counts);
        Assert.True(wrong.IsEmpty, $"{wrong.Count} cases are otherwise than written:\n{string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(60))}");
        Assert.True(counts.Values.Sum(count => count.Cases) > 2_000, "The matrix has lost its cases.");
    }

    [Fact]
    public void Every_endpoint_says_who_may_use_it_and_no_writing_asks_only_for_reading()
    {
        Assert.Empty(Undeclared(Endpoints));
        Assert.Empty(
            from endpoint in Endpoints.OfType<RouteEndpoint>()
            let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            where endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && methods.Count > 0 && !methods.All(method => method is "GET" or "HEAD")
            where !HarmlessWrites.Contains(endpoint.RoutePattern.RawText) && !Writes.Contains(endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>()[^1].Act)
            select endpoint.DisplayName);
        Assert.Empty(Endpoints.SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>()).Where(need => need.Form is not null && need.Act != Act.BeHere && !Writes.Contains(need.Act)).Select(need => $"{need.Act} {need.Form}"));
        Assert.All(Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>().Any(need => need is { Form: not null, Act: Act.BeHere })), endpoint => Assert.StartsWith("/account", endpoint.RoutePattern.RawText, StringComparison.Ordinal));
    }

    /// <summary>Endpoints that say nothing of who may use them.</summary>
    internal static IEnumerable<string?> Undeclared(IEnumerable<Endpoint> endpoints) =>
        endpoints.OfType<RouteEndpoint>().Where(endpoint => !Gate.LeadsNowhere(endpoint) && endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>().All(need => need.Form is not null)).Select(endpoint => endpoint.DisplayName);

    private async Task<(bool Allowed, string Said)> Try(Case one, Person person)
    {
        using var sent = one.Method == "GET" ? null : one.Form is { } form ? districts.FormOf(person, form) : new StringContent("{}", Encoding.UTF8, one.Type);
        using var response = await districts.Ask(person, one.Address, sent, one.IsPage);
        var said = $"{(int)response.StatusCode} {response.Headers.Location}";
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                return (false, said);
            case HttpStatusCode.Found when response.Headers.Location!.ToString().StartsWith("/sign-in", StringComparison.Ordinal):
                return (false, said);
            case HttpStatusCode.NotFound:
                var text = await response.Content.ReadAsStringAsync();
                var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
                return (isProblem && !NotThere.Any(sentence => text.Contains(sentence, StringComparison.Ordinal)), said + (isProblem ? text : ""));
            case HttpStatusCode.InternalServerError when one.Name != "GET /error":
                return (!Expected.May(null, one.Need.Act, one.Relation, false), said + " an error nobody expected");
            default:
                return (true, said);
        }
    }

    /// <summary>Each method of the hub for each place; a hub that grew a method is not walked until it is named here.</summary>
    private async Task<List<(string Method, string Relation, bool Allowed)>> Hub(Person person)
    {
        Assert.Equal([nameof(BoardHub.Open)], typeof(BoardHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.GetBaseDefinition() == method).Select(method => method.Name));
        var tried = new List<(string, string, bool)>();
        foreach (var (relation, spot) in districts.Spots)
        {
            using var client = await Live.HubClient.TryConnect(districts.Address, person.Key);
            tried.Add((nameof(BoardHub.Open), relation, client is not null && !(await client.Open(spot.Unit, 2023, "", 0)).TryGetProperty("error", out _)));
        }
        return tried;
    }

    private static void Count(ConcurrentDictionary<(string, Act), (int Cases, int Allowed)> counts, string? role, Act act, bool allowed) =>
        counts.AddOrUpdate((role ?? "nobody", act), (1, allowed ? 1 : 0), (_, count) => (count.Cases + 1, count.Allowed + (allowed ? 1 : 0)));

    private void Print(ConcurrentDictionary<(string Role, Act Act), (int Cases, int Allowed)> counts)
    {
        var text = new StringBuilder("\nWho may do what: allowed/cases\n");
        List<Act> acts = [.. counts.Keys.Select(key => key.Act).Distinct().Order()];
        text.Append($"{"role",-28}").AppendJoin("", acts.Select(act => $"{act,14}")).AppendLine($"{"all",14}");
        foreach (var role in counts.Keys.Select(key => key.Role).Distinct().Order(StringComparer.Ordinal))
        {
            var row = acts.Select(act => counts.GetValueOrDefault((role, act))).ToList();
            text.Append($"{role,-28}").AppendJoin("", row.Select(count => $"{$"{count.Allowed}/{count.Cases}",14}")).AppendLine($"{$"{row.Sum(count => count.Allowed)}/{row.Sum(count => count.Cases)}",14}");
        }
        text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{counts.Values.Sum(count => count.Cases):N0} cases: {counts.Values.Sum(count => count.Allowed):N0} allowed, {counts.Values.Sum(count => count.Cases - count.Allowed):N0} refused.");
        output.WriteLine(text.ToString());
        Console.WriteLine(text);
        if (Environment.GetEnvironmentVariable("HOIQC_MATRIX") is { Length: > 0 } file) File.WriteAllText(file, text.ToString());
    }
}
