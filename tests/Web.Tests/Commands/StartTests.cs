using System.Net;
using System.Net.Sockets;

namespace HoiQC.Web.Tests.Commands;

public sealed class StartTests
{
    private const string NoCluster =
        "Bản này chạy trên một máy, không chạy thành cụm (silo, --engine orleans, --silo-port, --advertise). Đề nghị chạy ./hoiqc run --engine orleans hoặc ./hoiqc silo từ mã nguồn, hoặc dùng bản dựng với -p:Engine=Orleans.";

    public static TheoryData<string[], string> Senseless => new()
    {
        { ["walk"], "Không có lệnh “walk”. Các lệnh: run, demo, import, verify, backup, restore, account, apikey." },
        { ["run", "--fast"], "Không hiểu “--fast”. Đề nghị xem ./hoiqc help." },
        { ["run", "--port", "eighty"], "Cổng “eighty” không hợp lệ; ghi một số từ 0 đến 65535." },
        { ["run", "--port", "65536"], "Cổng “65536” không hợp lệ; ghi một số từ 0 đến 65535." },
        { ["run", "--port"], "Thiếu giá trị sau --port." },
        { ["run", "--address", "here"], "Địa chỉ của --address không hợp lệ; ví dụ: 0.0.0.0." },
        { ["run", "--clock", "2023-02-30T00:00:00+07:00"], "“2023-02-30T00:00:00+07:00” không phải là thời điểm; ví dụ: 2023-12-31T23:58:00+07:00." },
        { ["run", "--speed=0"], "Tốc độ “0” không hợp lệ; ghi một số lớn hơn 0, ví dụ 3600." },
        { ["run", "--check"], "Không hiểu “--check”. Đề nghị xem ./hoiqc help." },
        { ["import"], "Đề nghị ghi thư mục cần nhập: ./hoiqc import THƯ-MỤC." },
        { ["run", "--engine", "erlang"], "Không có cách chạy “erlang” sau --engine; chỉ có: embedded, orleans." },
        { ["run", "--silo-port", "65536"], "Cổng “65536” không hợp lệ; ghi một số từ 0 đến 65535." },
        { ["run", "--advertise", "here"], "Địa chỉ của --advertise không hợp lệ; ví dụ: 10.0.0.5." },
        { ["silo"], NoCluster },
        { ["run", "--engine=orleans", "--database", "Host=db"], NoCluster },
        { ["run", "--silo-port", "11112"], NoCluster },
        { ["run", "--advertise", "10.0.0.5"], NoCluster },
        { ["account", "list", "--engine", "orleans"], NoCluster },
        { ["import", "x", "--port", "1"], "Không hiểu “--port”. Đề nghị xem ./hoiqc help." },
    };

    [Theory]
    [MemberData(nameof(Senseless), DisableDiscoveryEnumeration = true)]
    public async Task What_makes_no_sense_is_refused_with_a_sentence(string[] arguments, string sentence) =>
        Assert.Equal((1, sentence + Environment.NewLine), await Product.Do(arguments));

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_and_the_first_runs_on()
    {
        using var scratch = new Scratch();
        await using var first = await Product.Run(scratch.Data, "--sample", "tam-duong-2023");

        var (code, said) = await Product.Do("run", "--port", "0", "--data", scratch.Data);

        Assert.Equal(1, code);
        Assert.StartsWith("HoiQC đang chạy với dữ liệu này", said, StringComparison.Ordinal);
        Assert.Equal("Huyện Tam Đường", (await first.Get("/api/boards/106?year=2023")).GetProperty("name").GetString());
        Assert.Equal(0, await first.Stop());
    }

    [Fact]
    public async Task A_clock_earlier_than_what_is_recorded_is_refused_with_both_instants()
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2024-01-05T08:00:00+07:00")) await product.Stop();

        var (code, said) = await Product.Do("run", "--port", "0", "--data", scratch.Data, "--clock", "2024-01-05T07:59:59+07:00");

        Assert.Equal(1, code);
        Assert.Matches("^Đồng hồ đang chỉ 07:59:59, 05/0?1/2024, sớm hơn lần ghi mới nhất của dữ liệu là 08:0[0-9]:[0-9]{2}, 05/0?1/2024\\. Đề nghị", said);
    }

    [Theory]
    [InlineData("--clock", "2023-12-31T23:58:00+07:00")]
    [InlineData("--speed", "3600")]
    public async Task Real_data_takes_no_other_clock(string option, string value)
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data))
        {
            Assert.DoesNotContain("Bản trình diễn", await product.Http.GetStringAsync("/rules"), StringComparison.Ordinal);
            await product.Stop();
        }

        var (code, said) = await Product.Do("run", "--port", "0", "--data", scratch.Data, option, value);

        Assert.Equal(1, code);
        Assert.Contains("là dữ liệu thật nên không nhận --clock và --speed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demonstration_stays_one_when_it_is_started_on_the_true_time_and_a_sample_never_replaces_data()
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00"))
        {
            Assert.Equal(HttpStatusCode.Created, (await product.HandIn("3430-FrontBloc/MT-PB/2023", "before-the-sample"))!.Value.Status);
            await product.Stop();
        }

        await using var later = await Product.Run(scratch.Data, "--sample", "country");

        Assert.Contains("Bản trình diễn", await later.Http.GetStringAsync("/boards/106"), StringComparison.Ordinal);
        Assert.Single((await later.Get("/api/obligations/3430-FrontBloc/MT-PB/2023")).GetProperty("evidence").EnumerateArray());
        Assert.Equal("Huyện Tam Đường", (await later.Get("/api/boards/106?year=2023")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Without_an_address_only_this_machine_is_listened_to()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data);
        Assert.Equal("127.0.0.1", product.Address.Host);

        // Another address of the loopback stands for the rest of the network.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var refused = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(new IPEndPoint(IPAddress.Parse("127.0.0.2"), product.Address.Port)));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_a_sentence()
    {
        using var scratch = new Scratch();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, said) = await Product.Do("run", "--port", $"{port}", "--data", scratch.Data);

        Assert.Equal(1, code);
        Assert.Contains($"\nKhông mở được cổng {port} tại 127.0.0.1: ", $"\n{said}", StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_that_does_not_exist_is_told_in_a_sentence_and_leaves_no_folder_that_is_a_demonstration_for_ever()
    {
        using var scratch = new Scratch();
        Assert.Equal((1, "Không có dữ liệu mẫu “nowhere”; chỉ có: tam-duong-2023, country." + Environment.NewLine), await Product.Do("run", "--port", "0", "--data", scratch.Data, "--sample", "nowhere", "--clock", "2023-12-28"));
        Assert.False(Directory.Exists(scratch.Data));
    }
}
