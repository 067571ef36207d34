using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HoiQC.Domain.Words;

namespace HoiQC.Chaos;

/// <content>What is not about one obligation that is there: events, calls, and a version of a rule.</content>
internal sealed partial class Operations
{
    private static readonly SemaphoreSlim OnePublication = new(1, 1);

    /// <summary>Enters a request, which opens what answers it; one whose answer was lost is entered again with its old id.</summary>
    private async Task Enter(Random random, DateOnly today)
    {
        var again = world.Events.Values.FirstOrDefault(one => one.Known == Known.Absent && one.Id.Length == 0 && one.On >= today.AddDays(-20));
        var body = Any([.. District.Bodies.Where(one => one.Kind == "ElderlyAssociation")], random).Id;
        var on = today.AddDays(-random.Next(3));
        var happened = again ?? new Happening(world.NextSubmission("yc"), body, on);
        lock (world.Events)
        {
            // One request a day and body: a second one would be the same event.
            if (again is null && (on < new DateOnly(2024, 1, 1) || world.Events.Values.Any(one => one.Body == body && one.On == on && one.Id != "refused"))) return;
            if (happened.Known != Known.Absent) return;
            happened.Known = Known.Maybe;
            world.Events[happened.Submission] = happened;
        }
        var form = new JsonObject { ["submissionId"] = happened.Submission, ["kind"] = "request", ["on"] = Text(happened.On), ["note"] = happened.Submission };
        var (status, answer) = await Send(product.Officer, $"/api/bodies/{happened.Body}/events", () => Json(form), "event");
        if (status is 200 or 201) world.Opened(happened, answer!["id"]!.GetValue<string>(), Instant(answer["recordedAt"]));
        else if (status != 0)
        {
            (happened.Known, happened.Id) = (Known.Absent, "refused");
            world.Findings.Add(Wrong.Answer, $"{happened.Body}: the request of {happened.On} was refused: {answer}");
        }
    }

    /// <summary>Writes a call down, by the page's form; again with the same words it is the same call.</summary>
    private async Task Call(Random random, DateOnly today)
    {
        var call = world.Calls.Values.FirstOrDefault(one => one.Known == Known.Absent && one.On == today);
        if (call is null)
        {
            call = new(Any(District.Bodies, random).Id, today, world.NextSubmission("goi"));
            world.Calls[call.Note] = call;
        }
        lock (call)
        {
            if (call.Known != Known.Absent) return;
            call.Known = Known.Maybe;
        }
        string page, cookie;
        try
        {
            using var shown = await product.Officer.GetAsync($"/bodies/{call.Body}");
            page = await shown.Content.ReadAsStringAsync();
            cookie = shown.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(one => one.Split(';')[0])) : "";
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
        {
            (call.Known, Silent) = (Known.Absent, true);
            return;
        }
        if (Token().Match(page) is not { Success: true } token)
        {
            call.Known = Known.Absent;
            return;
        }
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["_handler"] = "called", ["__RequestVerificationToken"] = token.Groups["token"].Value, ["on"] = Vietnamese.Date(call.On), ["note"] = call.Note };
        var status = await SendForm($"/bodies/{call.Body}", fields, cookie);
        if (status is >= 200 and < 400) call.Known = Known.Certain;
        else if (status != 0) call.Known = Known.Absent;
    }

    /// <summary>Publishes a version of the monthly rule from a day soon, with another due day; rows made ahead follow it.</summary>
    public Task Publish() => Publish(HoiQC.Domain.VietnamTime.DayOf(product.Now.From));

    private async Task Publish(DateOnly today)
    {
        if (!await OnePublication.WaitAsync(0)) return;
        try
        {
            var from = new DateOnly(today.Year, today.Month, 1).AddMonths(2);
            if (world.Publishing is not null || from <= world.NewestVersion.AddMonths(1)) return;
            var due = 5 + (from.Month % 4);
            var row = new JsonObject();
            foreach (var (column, text) in District.MonthlyRow(due)) row[column] = text;
            var draft = new JsonObject { ["mode"] = "from", ["from"] = Text(from), ["row"] = row, ["author"] = "Ban Dân vận" };
            var (seen, preview) = await Send(product.Officer, $"/api/rules/{District.Monthly}/versions:preview", () => Json(draft), "");
            if (seen != 200)
            {
                if (seen != 0) world.Findings.Add(Wrong.Answer, $"The preview of a version from {from} was answered {seen} {preview}");
                return;
            }
            draft["preview"] = preview!["id"]!.GetValue<string>();
            var version = new Version(from, due, today);
            (world.Publishing, world.NewestVersion) = (version, from);
            var (status, _) = await Send(product.Officer, $"/api/rules/{District.Monthly}/versions", () => Json(draft), "publish");
            if (status == 201)
            {
                world.District.Publish(from, due, today);
                world.Grow(today);
                world.Publishing = null;
            }
            else if (status != 0) world.Publishing = null;      // something was recorded in between; another day
        }
        finally
        {
            OnePublication.Release();
        }
    }

    private async Task<int> SendForm(string address, Dictionary<string, string> fields, string cookie)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var response = await product.Officer.SendAsync(request);
            var status = (int)response.StatusCode;
            world.Counts.Done("call", status >= 500 ? Known.Maybe : status < 400 ? Known.Certain : Known.Absent);
            if (status is >= 500 and not 503) world.Findings.Add(Wrong.Answer, $"{address} was answered {status}");
            if (status < 400) await acknowledged();
            return status >= 500 ? 0 : status;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
        {
            Silent = true;
            world.Counts.Done("call", Known.Maybe);
            return 0;
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}
