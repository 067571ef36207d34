using System.Text;

namespace HoiQC.Web.Tests.Commands;

public sealed class ImportTests
{
    private static readonly string District = Path.Combine(AppContext.BaseDirectory, "data", "tam-duong-2023");

    [Fact]
    public async Task A_folder_is_imported_where_nothing_runs_and_the_board_is_there_at_the_next_start()
    {
        using var scratch = new Scratch();
        var folder = Copy(scratch);

        var (code, said) = await Product.Do("import", folder, "--data", scratch.Data, "--check");
        Assert.Equal(0, code);
        Assert.StartsWith("Kiểm tra xong, chưa lưu gì: đơn vị: 15 mới", said, StringComparison.Ordinal);
        (code, said) = await Product.Do("import", folder, "--data", scratch.Data);
        Assert.Equal(0, code);
        Assert.StartsWith("Đã nhập: đơn vị: 15 mới", said, StringComparison.Ordinal);
        (_, said) = await Product.Do("import", folder, "--data", scratch.Data);
        Assert.StartsWith("Đã nhập: đơn vị: 0 mới, 0 thay đổi, 15 giữ nguyên", said, StringComparison.Ordinal);

        await using var product = await Product.Run(scratch.Data);
        var board = await product.Get("/api/boards/106?year=2023&asOf=2023-09-06");
        Assert.Equal((62, 45), (All(board), Fulfilled(board)));
    }

    [Fact]
    public async Task A_check_before_anything_leaves_no_folder_behind()
    {
        using var scratch = new Scratch();

        var (code, said) = await Product.Do("import", Copy(scratch), "--data", scratch.Data, "--check");

        Assert.Equal((0, true), (code, said.StartsWith("Kiểm tra xong, chưa lưu gì: đơn vị: 15 mới", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(scratch.Data));
    }

    [Fact]
    public async Task A_kind_that_no_rule_names_is_taken_and_told()
    {
        using var scratch = new Scratch();
        var folder = Copy(scratch);
        Change(folder, "bodies.csv", text => text.TrimEnd() + "\n3430-Sai,3430,Committee,PeopleCommittee,UBND xã Khun Há (ghi sai),report\n");

        var (code, said) = await Product.Do("import", folder, "--data", scratch.Data);

        Assert.Equal(0, code);
        Assert.Contains("chưa có quy tắc nào giao việc cho loại tổ chức PeopleCommittee", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_into_a_demonstration_that_stands_still_does_not_move_its_time()
    {
        using var scratch = new Scratch();
        await using (var demonstration = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00"))
            Assert.Equal(0, await demonstration.Stop());

        Assert.Equal(0, (await Product.Do("import", Copy(scratch), "--data", scratch.Data)).Code);

        await using var again = await Product.Run(scratch.Data, "--clock", "2023-12-28T09:00:00+07:00");
        Assert.Equal(0, (await again.Get("/api/boards/106?year=2023")).GetProperty("totals").GetProperty("all").GetProperty("overdue").GetInt32());
        Assert.Equal(0, await again.Stop());
    }

    [Theory]
    [InlineData("data", "data")]
    [InlineData("data", "data/")]
    [InlineData("data", "link")]
    [InlineData("link", "data")]
    [InlineData("long", "long")]
    [InlineData("long", "long/")]
    [InlineData("long", "link")]
    [InlineData("link", "long")]
    public async Task A_running_server_takes_an_import_at_once_however_its_folder_is_called(string served, string named)
    {
        using var scratch = new Scratch();
        var folder = Copy(scratch);
        string Called(string name) => scratch[name.Replace("long", new string('d', 120), StringComparison.Ordinal)];
        var (real, other) = served == "link" ? (Called(named), Called(served)) : (Called(served), Called(named));
        Directory.CreateDirectory(real);
        if (other.EndsWith("link", StringComparison.Ordinal)) Directory.CreateSymbolicLink(other, real);
        await using var product = await Product.Run(Called(served), "--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00");
        var before = await product.Get("/api/boards/106?year=2023");

        Change(folder, "events.csv", text => text.TrimEnd() + "\nMT-PB,2023,3430,FrontBloc,,SocialCriticism,1,,,,99-BC/MT,2023-12-20,hội nghị phản biện\n");
        var (code, said) = await Product.Do("import", folder, "--data", Called(named), "--check");
        Assert.Equal((0, true), (code, said.StartsWith("Kiểm tra xong, chưa lưu gì: ", StringComparison.Ordinal)));
        Assert.Equal(Fulfilled(before), Fulfilled(await product.Get("/api/boards/106?year=2023")));

        (code, said) = await Product.Do("import", folder, "--data", Called(named));
        Assert.Equal((0, true), (code, said.Contains("minh chứng: 1 mới", StringComparison.Ordinal)));
        await Product.Until(async () => Fulfilled(await product.Get("/api/boards/106?year=2023")) == Fulfilled(before) + 1, "the board with the new event");
        Assert.Equal(0, await product.Stop());
    }

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "units.csv", "short_name,kind", "short_name,sort", "units.csv, dòng 1, cột sort: " },
        { "events.csv", "MT-PB,2023,3424,", "MT-PB,2023,9999,", "events.csv, dòng 2, cột unit_code: " },
        { "units.csv", "tỉnh,province,,", "tỉnh,province,106,", "units.csv, dòng 2, cột parent_code: " },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Faults_are_printed_with_file_row_and_column_and_nothing_is_stored(string file, string old, string now, string place)
    {
        using var scratch = new Scratch();
        var folder = Copy(scratch);
        Change(folder, file, text => text.Replace(old, now, StringComparison.Ordinal));

        var (code, said) = await Product.Do("import", folder, "--data", scratch.Data);

        Assert.Equal(1, code);
        Assert.Contains(place, said, StringComparison.Ordinal);
        Assert.Contains("Chưa nhập gì: có ", said, StringComparison.Ordinal);
        (_, said) = await Product.Do("import", Copy(scratch, "again"), "--data", scratch.Data);
        Assert.StartsWith("Đã nhập: đơn vị: 15 mới", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_of_Windows_1258_are_refused_at_their_cell_also_by_a_running_server()
    {
        using var scratch = new Scratch();
        var folder = Copy(scratch);
        await File.WriteAllBytesAsync(Path.Combine(folder, "bodies.csv"), Encoding.Latin1.GetBytes("id,unit_code,class,kind,name,source\n3390-UB,3390,Committee,PeoplesCommittee,UBND th\u00F2 tr\u00E2\u00F2n,report\n"));
        await using var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00");

        var (code, said) = await Product.Do("import", folder, "--data", scratch.Data);

        Assert.Equal(1, code);
        Assert.Contains("bodies.csv, dòng 2, cột name: ", said, StringComparison.Ordinal);
        Assert.Contains("UTF-8", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_local_command_is_not_served_to_the_network()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data);
        using var content = new StringContent($$"""{"folder":"{{District}}","check":false}""", Encoding.UTF8, "application/json");

        using var answer = await product.Http.PostAsync("/local/import", content);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(0, (await product.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Count(path => path.Name.Contains("local", StringComparison.Ordinal)));
    }

    private static int All(System.Text.Json.JsonElement board) => board.GetProperty("totals").GetProperty("all").GetProperty("all").GetInt32();

    private static int Fulfilled(System.Text.Json.JsonElement board) => board.GetProperty("totals").GetProperty("all").GetProperty("fulfilled").GetInt32();

    /// <summary>The sample's files with the rules they need, as an administrator keeps them.</summary>
    private static string Copy(Scratch scratch, string name = "files")
    {
        Directory.CreateDirectory(scratch[name]);
        foreach (var file in Directory.GetFiles(District).Append(Path.Combine(AppContext.BaseDirectory, "data", "rules.csv")))
            File.Copy(file, Path.Combine(scratch[name], Path.GetFileName(file)));
        return scratch[name];
    }

    private static void Change(string folder, string file, Func<string, string> change)
    {
        var path = Path.Combine(folder, file);
        var before = File.ReadAllText(path);
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
    }
}
