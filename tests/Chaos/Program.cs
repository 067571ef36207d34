using System.Runtime.InteropServices;

namespace HoiQC.Chaos;

/// <summary>The chaos harness as a command, and the product with the planted bug that it starts by itself.</summary>
public static class Program
{
    /// <summary>0 when nothing was wrong, 1 when something was, 2 when it was asked wrongly.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        if (arguments is [ChaosOptions.Plant, .. var product]) return await Planted.Run(product);
        if (ChaosOptions.Read(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync($"Usage: chaos [--kills N] [--seed S] [--database sqlite|postgres|CONNECTION] [--plant {ChaosOptions.Plant}]");
            return 2;
        }
        var harness = new Harness(options, Console.Out);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        return await harness.Run() ? 0 : 1;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            harness.End();
        }
    }
}
