using HoiQC.Grains;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Silo.Accounts;

/// <summary>The commands account and apikey: they ask the server that runs on the folder, and do the work themselves where none runs.</summary>
public static class AccountCommand
{
    private const string Address = "/local/account";

    /// <summary>Runs it and prints the outcome.</summary>
    /// <returns>0 when it was done.</returns>
    public static async Task<int> Run(CommandLine command, TextWriter output, TimeProvider machine)
    {
        // Without an order for its clock a demonstration would be opened at the machine's time, and could never go back to its own.
        if (!DatabaseChoice.Exists(command)) throw new CommandRefused($"Không có dữ liệu tại {DatabaseChoice.PlaceOf(command)}. Đề nghị chạy ./hoiqc run trước, hoặc ghi đúng --data.");
        using var folder = await DataFolder.Open(command, machine);
        var answer = folder is null
            ? await LocalSocket.Ask<AccountOrder, AccountAnswer>(command.Data, Address, command.Accounts!)
            : await folder.Accounts.Do(command.Accounts!);
        foreach (var line in answer.Lines) await output.WriteLineAsync(line);
        return answer.Done ? 0 : 1;
    }

    /// <summary>Serves the commands on the local socket.</summary>
    public static IEndpointConventionBuilder MapLocalAccounts(this IEndpointRouteBuilder routes) => LocalSocket.Map<AccountOrder, AccountAnswer>(
        routes, Address,
        (order, services) => new AccountClerk(
            services.GetRequiredService<Database>(), services.GetRequiredService<VietnamClock>(), TimeProvider.System, services.GetRequiredService<IGrainFactory>()).Do(order));
}
