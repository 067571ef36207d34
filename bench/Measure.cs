using System.Diagnostics;
using System.Globalization;

namespace HoiQC.Bench;

/// <summary>Small things that every bench does.</summary>
internal static class Measure
{
    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Does something several times, the first few of them to warm up; the median of the rest in seconds.</summary>
    public static async Task<double> Repeated(int times, int toWarmUp, Func<Task> work)
    {
        var took = new List<double>();
        for (var n = -toWarmUp; n < times; n++)
        {
            var clock = Stopwatch.StartNew();
            await work();
            if (n >= 0) took.Add(clock.Elapsed.TotalSeconds);
        }
        return Median(took);
    }

    /// <summary>Each value, for a note that shows how far they lie apart.</summary>
    public static string Spread(IEnumerable<double> values) => string.Join(", ", values.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)));

    /// <summary>A value of a process's status in MB: VmRSS is its resident memory, VmHWM the most it has had; 0 where the system does not say.</summary>
    public static double Memory(int process, string what = "VmRSS:") => File.Exists($"/proc/{process}/status")
        ? File.ReadLines($"/proc/{process}/status").Where(line => line.StartsWith(what, StringComparison.Ordinal)).Select(line => long.Parse(line[what.Length..^2].Trim(), CultureInfo.InvariantCulture) / 1024.0).FirstOrDefault()
        : 0;

    /// <summary>Lets the most resident memory a process has had begin anew.</summary>
    public static async Task ForgetPeak(int process)
    {
        if (File.Exists($"/proc/{process}/clear_refs")) await File.WriteAllTextAsync($"/proc/{process}/clear_refs", "5");
    }
}
