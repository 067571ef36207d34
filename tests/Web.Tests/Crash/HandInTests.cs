using System.Net;
using HoiQC.Grains;
using HoiQC.Web.Tests.Live;

namespace HoiQC.Web.Tests.Crash;

public sealed class HandInTests
{
    private const string Khun_Há = "3430-FrontBloc/MT-PB/2023";
    private const string Day = "2024-01-05";

    [Theory]
    [InlineData(FailPoint.Arrived, HttpStatusCode.Created)]
    [InlineData(FailPoint.Committed, HttpStatusCode.OK)]
    [InlineData(FailPoint.BeforeBoard, HttpStatusCode.OK)]
    [InlineData(FailPoint.BeforeHub, HttpStatusCode.OK)]
    public async Task Killed_at_any_step_a_hand_in_is_neither_lost_nor_doubled(string point, HttpStatusCode afterwards)
    {
        using var scratch = new Scratch();
        var recount = new Recount(scratch.Data);
        string? receipt;
        await using (var product = await Product.RunUntil(point, scratch.Data, "--sample", "tam-duong-2023", "--clock", Day + "T08:00:00+07:00"))
        {
            await Product.Until(() => Task.FromResult(recount.AllTold), "the first sweep");
            using var follower = point == FailPoint.BeforeHub ? await HubClient.Connect(product.Address, product.Key) : null;
            if (follower is not null) await follower.Open("106", 2023, "", 0);

            var answer = await product.HandIn(Khun_Há, "khun-ha-crash-1");
            Assert.Equal(137, await product.Ended());
            receipt = answer is { Status: HttpStatusCode.Created } ? answer.Value.Body.GetProperty("code").GetString() : null;
            if (point != FailPoint.BeforeHub) Assert.Null(answer);
        }

        await using var again = await Product.Run(scratch.Data, "--clock", Day + "T09:00:00+07:00");
        var codes = (await again.Get($"/api/obligations/{Khun_Há}")).GetProperty("evidence").EnumerateArray().Select(piece => piece.GetProperty("code").GetString()).ToList();
        if (receipt is not null) Assert.Contains(receipt, codes);

        var repeated = (await again.HandIn(Khun_Há, "khun-ha-crash-1"))!.Value;
        Assert.Equal(afterwards, repeated.Status);
        if (afterwards == HttpStatusCode.OK) Assert.Equal(codes, [repeated.Body.GetProperty("code").GetString()]);
        var third = (await again.HandIn(Khun_Há, "khun-ha-crash-1"))!.Value;
        Assert.Equal((HttpStatusCode.OK, repeated.Body.ToString()), (third.Status, third.Body.ToString()));

        var obligation = await again.Get($"/api/obligations/{Khun_Há}");
        Assert.Single(obligation.GetProperty("evidence").EnumerateArray());
        Assert.Equal(["Overdue", "FulfilledLate"], obligation.GetProperty("transitions").EnumerateArray().Select(one => one.GetProperty("to").GetString()).TakeLast(2));
        await recount.Agrees(again, 2023, Day);
    }
}
