using System.Net;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>Forms that are sent when they are no longer on their page.</summary>
[Collection(RunningProductCollection.Name)]
public sealed class GoneFormTests(RunningProduct product)
{
    private const string Obligation = "/obligations/3424-PeoplesCommittee/UB-DT/2024";

    [Fact]
    public async Task Pressed_twice_on_a_slow_line_it_is_recorded_once_and_the_second_answer_is_the_page_as_it_stands()
    {
        using var caller = new Caller(product.Address, ("Authorization", $"Bearer {product.Key}"));
        (string, string)[] decision = [("granted_by", "Ban Dân vận Huyện ủy"), ("reason", "Xã sáp nhập")];
        var form = await caller.Get(Obligation);

        var first = await caller.SendFrom(form, Obligation, "notApplicable", decision);
        var second = await caller.SendFrom(form, Obligation, "notApplicable", decision);

        Assert.Equal((HttpStatusCode.Found, $"{Obligation}?told=notApplicable"), (first.Status, first.Location));
        Assert.Equal((HttpStatusCode.SeeOther, $"{Obligation}?gone=1"), (second.Status, second.Location));
        var page = await caller.Get(second.Location!);
        Assert.Contains(GoneForm.Sentence, page.Text, StringComparison.Ordinal);
        Assert.Contains("không áp dụng: Xã sáp nhập (theo ý kiến của Ban Dân vận Huyện ủy)", page.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await product.Get($"/api{Obligation}/reliefs")).GetArrayLength());
    }

    [Fact]
    public async Task The_query_of_its_page_is_kept()
    {
        using var caller = new Caller(product.Address, ("Authorization", $"Bearer {product.Key}"));
        const string Page = "/bodies/3424-FrontBloc?year=2023";
        var page = await caller.Get(Page);
        var gone = page with { Text = page.Text.Replace("value=\"called\"", "value=\"withdraw-gone\"", StringComparison.Ordinal) };
        var shown = gone with { Text = gone.Text.Replace("?year=2023#call", "?year=2023&gone=1#call", StringComparison.Ordinal) };

        foreach (var form in new[] { gone, shown })
        {
            var answer = await caller.SendFrom(form, Page, "withdraw-gone");
            Assert.Equal((HttpStatusCode.SeeOther, $"{Page}&gone=1"), (answer.Status, answer.Location));
        }
    }
}
