using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Silo;
using HoiQC.Silo.Accounts;
using HoiQC.Silo.Hosting;
using HoiQC.Web.Accounts;
using HoiQC.Web.Accounts.Providers;
using HoiQC.Web.Access;
using HoiQC.Web.Boards;
using HoiQC.Web.Hardening;
using HoiQC.Web.Layout;
using HoiQC.Web.Record;
using HoiQC.Web.Running;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace HoiQC.Web;

/// <summary>HoiQC: run (the default), demo, or a command on its data. The only place where the web meets the silo.</summary>
public static class Program
{
    /// <summary>Does what the arguments say; 0 when it went well, 1 when it was refused with a sentence.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        CommandLine? command = null;
        try
        {
            command = CommandLine.Read(arguments);
            return command switch
            {
                { Import: not null } => await ImportCommand.Run(command, Console.Out, TimeProvider.System),
                { Accounts: not null } => await AccountCommand.Run(command, Console.Out, TimeProvider.System),
                { Backup: not null } => await BackupCommand.Run(command, Console.Out, TimeProvider.System),
                { Restore: not null } => await RestoreCommand.Run(command, Console.Out),
                { Verify: true } => await VerifyCommand.Run(command, Console.Out),
                _ => await Run(command),
            };
        }
        catch (Exception error) when (SentenceOf(error, command) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    private static string? SentenceOf(Exception error, CommandLine? command) =>
        error is CommandRefused ? error.Message : error is OptionsValidationException options ? string.Join(Environment.NewLine, options.Failures) : command is null ? null : FolderFault.SentenceOf(error, command.Data);

    /// <summary>Runs the product on an open data folder until it is told to stop.</summary>
    private static async Task<int> Run(CommandLine command)
    {
        using var folder = await DataFolder.Open(command, TimeProvider.System)
            ?? throw new CommandRefused($"HoiQC đang chạy với dữ liệu này ({command.Data}). Đề nghị dùng bản đang chạy, hoặc dừng nó trước.");
        await folder.Fill(command.Sample);
        var people = command.Demonstrates ? await DemonstrationPeople.Prepare(folder, TimeProvider.System) : [];
        var invitation = command.Demonstrates || command.IsHeadless ? null : await folder.Accounts.InviteFirst();
        await using var app = command.IsHeadless ? BuildHeadless(folder, command) : Build(folder, command, people);
        // Nodes that start together make one key of cookies between them: whoever comes second reads it.
        if (!command.IsHeadless) folder.InTurn(() => app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(Program)).Protect(nameof(Program)));
        if (!await Listen(app, command)) return 0;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(text => !text.Contains("unix", StringComparison.Ordinal));
        Console.WriteLine($"HoiQC đã sẵn sàng: {address}/{(command.IsHeadless ? "health/ready" : "")}  (dữ liệu: {command.Data}; đồng hồ: {Vietnamese.InstantWithSeconds(folder.Clock.Now)})");
        // Links that somebody is given begin with what people type.
        var known = app.Services.GetService<Listening>()?.PublicAddress ?? address;
        if (!command.IsHeadless) await folder.NoteAddress(known);
        foreach (var person in people) Console.WriteLine($"Khóa API của {person.Name}: {person.Key}");
        if (invitation is not null) Console.WriteLine($"Chưa có quản trị viên. Đường dẫn đặt mật khẩu cho quản trị viên đầu tiên, dùng một lần trong 24 giờ: {known}/invitation/{invitation}");
        try
        {
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException)
        {
            // Whoever waits for an answer asks again: nothing was acknowledged that is not stored.
            await Console.Error.WriteLineAsync("HoiQC đã dừng khi còn việc chưa xong (hết thời gian của Stop:Finish). Việc chưa được trả lời có thể chưa được ghi; đề nghị gửi lại.");
        }
        return 0;
    }

    /// <summary>Starts to listen.</summary>
    /// <returns>Whether it listens; not if it was told to stop before it did.</returns>
    /// <exception cref="CommandRefused">The port cannot be had.</exception>
    internal static async Task<bool> Listen(WebApplication app, CommandLine command)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await StopWhatBegan(app);
            return false;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await StopWhatBegan(app);
            throw new CommandRefused($"Không mở được cổng {command.Port} tại {command.Address}: {error.Message.TrimEnd('.')}. Đề nghị dừng chương trình đang dùng cổng này hoặc chọn cổng khác bằng --port.");
        }
    }

    /// <summary>Tells what has begun to work to end: cut off by the end of the process, it would cry out in the log.</summary>
    private static async Task StopWhatBegan(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (OperationCanceledException)
        {
            // So does a service end whose first work is given up: nothing was acknowledged yet.
        }
    }

    /// <summary>The web application over an open data folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="command">What the program was asked to do.</param>
    /// <param name="people">The people of a demonstration; none for any other run.</param>
    /// <param name="settings">What comes before the settings of files and the environment.</param>
    public static WebApplication Build(DataFolder folder, CommandLine command, ImmutableArray<DemonstrationPerson> people = default, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var certificate = ServerCertificate.Open(command, TimeProvider.System);
        var builder = Begin(folder, command, certificate);
        if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseStaticWebAssets();
        // Files of pages do not change under a running server; looked for anew, each request whatever it asks would ask the disk first.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = bool.FalseString;
        builder.Services.AddApi();
        builder.Services.AddBoards();
        builder.Services.AddPages();
        builder.Services.AddAccess();
        builder.Services.AddAccounts();
        builder.Services.AddProvider(builder.Configuration);
        builder.Services.AddHardening(certificate);
        builder.Services.AddSingleton(new Demonstration(people.IsDefault ? [] : [.. people.Select(person => new DemonstrationViewer(person.Id, person.Name))]));

        var app = builder.Build();
        app.UseRequestTrace();
        app.UseHardening();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/refused/{0}", createScopeForStatusCodePages: true);
        app.UseResponseCompression();
        app.UsePages();
        MapCommands(app);
        app.MapDemonstration().Needs(Act.Arrive);
        app.MapApi();
        app.MapHealth();
        app.MapExports();
        app.MapRecordExport();
        app.MapBoardHub();
        app.MapPages();
        return app;
    }

    /// <summary>A node of a cluster without pages and API: it serves its health, and the commands of its machine.</summary>
    private static WebApplication BuildHeadless(DataFolder folder, CommandLine command)
    {
        var app = Begin(folder, command, certificate: null).Build();
        MapCommands(app);
        app.MapHealth();
        return app;
    }

    /// <summary>What every server has: where it listens, its log and figures, grains and deadlines.</summary>
    private static WebApplicationBuilder Begin(DataFolder folder, CommandLine command, X509Certificate2? certificate)
    {
        // One environment whatever a variable says: "Development" would answer errors with their insides.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "HoiQC.Web", EnvironmentName = Environments.Production });
        builder.AddLogs();
        RequestLimits.Apply(builder.WebHost);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(command.Address, command.Port, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate, https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
            });
            kestrel.ListenUnixSocket(folder.FreeSocket());
        });
        // First to start and last to stop: what the others measure while they end is still sent.
        builder.Services.AddRunning(certificate);
        builder.AddSilo(folder, command);
        return builder;
    }

    private static void MapCommands(WebApplication app)
    {
        app.MapLocalImport().Needs(Act.Arrive);
        app.MapLocalVerify().Needs(Act.Arrive);
        app.MapLocalBackup().Needs(Act.Arrive);
        app.MapLocalAccounts().Needs(Act.Arrive);
    }
}
