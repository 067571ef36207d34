using System.Net;
using System.Net.Sockets;
using System.Text;
using HoiQC.Silo.Hosting;
using HoiQC.Web.Running;
using HoiQC.Web.Tests.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HoiQC.Web.Tests.Running;

/// <summary>A server that is told to stop first says so, then ends what it has begun.</summary>
public sealed class StopTests
{
    private const string Form = """{"submissionId":"giua-luc-dung-01","occurredOn":"2023-12-20"}""";
    private static readonly string[] Sample = ["--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00"];

    [Fact]
    public async Task At_SIGTERM_readiness_says_no_the_open_hand_in_is_answered_open_boards_are_let_go_and_the_end_is_clean()
    {
        using var scratch = new Scratch();
        await using var product = await Product.RunIn(new Dictionary<string, string>(StringComparer.Ordinal) { ["Stop__Drain"] = "00:00:03" }, scratch.Data, Sample);
        using var hub = await HubClient.Connect(product.Address, product.Key);
        using var connection = new TcpClient();
        await connection.ConnectAsync(product.Address.Host, product.Address.Port);
        await using var stream = connection.GetStream();
        await Send($"POST /api/obligations/3394-FrontBloc/MT-PB/2023/evidence HTTP/1.1\r\nHost: {product.Address.Authority}\r\nAuthorization: Bearer {product.Key}\r\nContent-Type: application/json\r\nContent-Length: {Form.Length}\r\nConnection: close\r\n\r\n" + Form[..10]);

        var ending = product.Stop();
        await Product.Until(async () =>
        {
            using var ready = await product.Http.GetAsync("/health/ready");
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable && (await ready.Content.ReadAsStringAsync()).Contains("Máy chủ đang dừng", StringComparison.Ordinal);
        }, "readiness says no", seconds: 20);
        await hub.Ended();
        await Send(Form[10..]);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 201 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, await ending);
        await using var later = await Product.Run(scratch.Data, "--clock", "2023-12-28T09:00:00+07:00");
        Assert.Equal(HttpStatusCode.OK, (await later.HandIn("3394-FrontBloc/MT-PB/2023", "giua-luc-dung-01", ",\"occurredOn\":\"2023-12-20\""))!.Value.Status);

        async Task Send(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public async Task Whoever_never_ends_what_he_sends_holds_the_end_up_only_as_long_as_is_allowed()
    {
        using var scratch = new Scratch();
        await using var product = await Product.RunIn(new Dictionary<string, string>(StringComparer.Ordinal) { ["Stop__Finish"] = "00:00:01" }, scratch.Data, Sample);
        using var connection = new TcpClient();
        await connection.ConnectAsync(product.Address.Host, product.Address.Port);
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /api/obligations/3394-FrontBloc/MT-PB/2023/evidence HTTP/1.1\r\nHost: {product.Address.Authority}\r\nAuthorization: Bearer {product.Key}\r\nContent-Type: application/json\r\nContent-Length: {Form.Length}\r\n\r\n" + Form[..10]));

        Assert.Equal(0, await product.Stop());
    }

    [Fact]
    public async Task Told_to_stop_while_it_starts_it_ends_what_has_begun_and_does_not_listen()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHostedService<Signal>();
        await using var app = builder.Build();

        Assert.False(await Program.Listen(app, CommandLine.Read(["run"])));
        Assert.True(app.Services.GetServices<IHostedService>().OfType<Signal>().Single().HasEnded);
    }

    [Fact]
    public async Task A_supervisor_is_told_when_it_is_ready_and_when_it_stops()
    {
        using var scratch = new Scratch();
        using var supervisor = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = scratch["notify"];
        supervisor.Bind(new UnixDomainSocketEndPoint(path));
        await using var product = await Product.RunIn(new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = path }, scratch.Data);

        Assert.Equal("READY=1", await Heard());
        Assert.Equal(0, await product.Stop());
        Assert.Equal("STOPPING=1", await Heard());

        async Task<string> Heard()
        {
            var buffer = new byte[100];
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return Encoding.UTF8.GetString(buffer, 0, await supervisor.ReceiveAsync(buffer, patience.Token));
        }
    }

    [Theory]
    [InlineData("00:00:00", "00:00:30", true)]
    [InlineData("00:05:00", "00:05:00", true)]
    [InlineData("-00:00:01", "00:00:30", false)]
    [InlineData("00:05:01", "00:00:30", false)]
    [InlineData("00:00:00", "00:00:00", false)]
    public void A_time_that_no_supervisor_waits_for_is_refused(string drain, string finish, bool taken) => Assert.Equal(taken, new StopOptionsValidator().Validate(null, new()
    {
        Drain = TimeSpan.Parse(drain, System.Globalization.CultureInfo.InvariantCulture),
        Finish = TimeSpan.Parse(finish, System.Globalization.CultureInfo.InvariantCulture),
    }).Succeeded);

    /// <summary>Tells its application to stop as soon as it starts itself, as a supervisor may that has changed its mind.</summary>
    private sealed class Signal(IHostApplicationLifetime application) : IHostedService
    {
        public bool HasEnded { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            application.StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            HasEnded = true;
            return Task.CompletedTask;
        }
    }
}
