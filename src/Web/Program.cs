using HoiQC.Domain.Words;
using HoiQC.Silo;
using HoiQC.Silo.Hosting;
using HoiQC.Web.Boards;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HoiQC.Web;

/// <summary>HoiQC: run (the default) or import. The only place where the web meets the silo.</summary>
public static class Program
{
    /// <summary>Does what the arguments say; 0 when it went well, 1 when it was refused with a sentence.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        try
        {
            var command = CommandLine.Read(arguments);
            return command.Import is null ? await Run(command) : await ImportCommand.Run(command, Console.Out, TimeProvider.System);
        }
        catch (CommandRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>Runs the product on an open data folder until it is told to stop.</summary>
    private static async Task<int> Run(CommandLine command)
    {
        using var folder = await DataFolder.Open(command, TimeProvider.System)
            ?? throw new CommandRefused($"HoiQC đang chạy với dữ liệu này ({command.Data}). Đề nghị dùng bản đang chạy, hoặc dừng nó trước.");
        await folder.Fill(command.Sample);
        await using var app = Build(folder, command);
        try
        {
            await app.StartAsync();
        }
        catch (IOException error)
        {
            throw new CommandRefused($"Không mở được cổng {command.Port} tại {command.Address}: {error.Message} Đề nghị dừng chương trình đang dùng cổng này hoặc chọn cổng khác bằng --port.");
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(text => !text.Contains("unix", StringComparison.Ordinal));
        Console.WriteLine($"HoiQC đã sẵn sàng: {address}/  (dữ liệu: {command.Data}; đồng hồ: {Vietnamese.InstantWithSeconds(folder.Clock.Now)})");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The web application over an open data folder.</summary>
    public static WebApplication Build(DataFolder folder, CommandLine command)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "HoiQC.Web" });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Listen(command.Address, command.Port);
            kestrel.ListenUnixSocket(DataFolder.FreeSocket(folder.Path));
        });
        builder.WebHost.UseStaticWebAssets();
        builder.AddSilo(folder);
        builder.Services.AddApi();
        builder.Services.AddBoards();
        builder.Services.AddPages();

        // A form that was open before a restart can still be sent after it.
        builder.Services.AddDataProtection().SetApplicationName("HoiQC").PersistKeysToFileSystem(new(Path.Combine(folder.Path, "keys")));

        var app = builder.Build();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseResponseCompression();
        app.UseAntiforgery();
        app.MapLocalImport();
        app.MapApi();
        app.MapHealth();
        app.MapExports();
        app.MapBoardHub();
        app.MapPages();
        return app;
    }
}
