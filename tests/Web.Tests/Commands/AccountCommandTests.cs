using System.Net;

namespace HoiQC.Web.Tests.Commands;

/// <summary>Whoever runs the server keeps accounts from its command line, whether the server runs or not.</summary>
public sealed class AccountCommandTests
{
    private static readonly string[] Clock = ["--sample", "tam-duong-2023", "--clock", "2023-12-28T09:00:00+07:00"];
    private static readonly string[] Later = ["--clock", "2023-12-29T09:00:00+07:00"];

    [Fact]
    public async Task Accounts_and_keys_are_made_used_and_ended_while_the_server_runs()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data, Clock);

        var (code, said) = await Product.Do("account", "add", "lo-thi-hoa", "--name", "Lò Thị Hoa", "--role", "watcher:106", "--role", "officer:3430-FrontBloc", "--data", scratch.Data);
        Assert.True(code == 0, said);
        Assert.Matches($"{product.Address}invitation/[a-z0-9]{{52}}$", said.TrimEnd());
        (code, said) = await Product.Do("apikey", "add", "lo-thi-hoa", "--data", scratch.Data);
        Assert.True(code == 0, said);
        var key = said.TrimEnd().Split('\n')[^1].Trim();

        Assert.Equal(HttpStatusCode.OK, await Status(product, key));
        Assert.Contains("lo-thi-hoa\tLò Thị Hoa\tđã mời, chưa đặt mật khẩu\tWatcher:106 Officer:3430-FrontBloc\t" + key.Split('_')[1], (await Product.Do("account", "list", "--data", scratch.Data)).Said, StringComparison.Ordinal);

        Assert.Equal(0, (await Product.Do("apikey", "revoke", key, "--data", scratch.Data)).Code);
        Assert.DoesNotContain(key.Split('_')[1], (await Product.Do("account", "list", "--data", scratch.Data)).Said, StringComparison.Ordinal);
        Assert.Equal(0, (await Product.Do("account", "close", "lo-thi-hoa", "--data", scratch.Data)).Code);
        Assert.Contains("đã đóng", (await Product.Do("account", "list", "--data", scratch.Data)).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_no_wider_than_its_person_and_roles_name_what_is_there()
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data, Clock)) Assert.Equal(0, await product.Stop());

        Assert.Equal(0, (await Product.Do("account", "add", "lo-thi-hoa", "--role", "watcher:106", "--data", scratch.Data)).Code);
        Assert.Contains("không thể rộng hơn", (await Product.Do("apikey", "add", "lo-thi-hoa", "--role", "watcher:*", "--data", scratch.Data)).Said, StringComparison.Ordinal);
        Assert.Equal(0, (await Product.Do("apikey", "add", "lo-thi-hoa", "--role", "watcher:106", "--data", scratch.Data)).Code);
        Assert.Contains("Đã có tài khoản", (await Product.Do("account", "add", "Lo-Thi-Hoa", "--data", scratch.Data)).Said, StringComparison.Ordinal);
        foreach (var role in new[] { "watcher", "chief:106", "watcher:999", "watcher:3430-FrontBloc", "7:106" })
            Assert.Contains("Không hiểu vai trò", (await Product.Do("account", "add", "ai-do", "--role", role, "--data", scratch.Data)).Said, StringComparison.Ordinal);
        Assert.Contains("Tên đăng nhập phải", (await Product.Do("account", "add", "Lò Thị Hoa", "--data", scratch.Data)).Said, StringComparison.Ordinal);
        Assert.Contains("Không có dữ liệu", (await Product.Do("account", "list", "--data", scratch["nothing"])).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_start_invites_the_first_administrator_and_no_other_does_once_there_is_one()
    {
        using var scratch = new Scratch();
        await using (var alone = await Product.RunWithoutPeople(scratch.Data, Clock))
        {
            await Product.Until(() => Task.FromResult(alone.Said.Contains("/invitation/", StringComparison.Ordinal)), "the invitation");
            Assert.Matches("Đường dẫn đặt mật khẩu cho quản trị viên đầu tiên.*/invitation/[a-z0-9]{52}", alone.Said);
            await alone.Stop();
        }
        Assert.Equal(0, (await Product.Do("account", "add", "pho-quan-tri", "--role", "administrator:*", "--data", scratch.Data)).Code);
        await using var again = await Product.RunWithoutPeople(scratch.Data, Later);
        await again.Stop();
        Assert.DoesNotContain("/invitation/", again.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demonstration_has_three_people_with_a_key_each_and_run_has_none()
    {
        using var scratch = new Scratch();
        await using (var demo = await Product.Demonstrate(scratch.Data, Clock))
        {
            await Product.Until(() => Task.FromResult(demo.Said.Split("Khóa API của").Length == 4), "three keys");
            foreach (var key in demo.Said.Split('\n').Where(line => line.StartsWith("Khóa API của", StringComparison.Ordinal)).Select(line => line.Split(": ")[^1].Trim()))
                Assert.Equal(HttpStatusCode.OK, await Status(demo, key));
            await demo.Stop();
        }
        await using var run = await Product.RunWithoutPeople(scratch.Data, Later);
        await run.Stop();
        Assert.DoesNotContain("Khóa API", run.Said, StringComparison.Ordinal);
    }

    /// <summary>Rules are anybody's who is signed in.</summary>
    private static async Task<HttpStatusCode> Status(Product product, string key)
    {
        using var http = new HttpClient { BaseAddress = product.Address }.As(key);
        using var answer = await http.GetAsync("/api/rules");
        return answer.StatusCode;
    }
}
