namespace HoiQC.Bench;

/// <summary>Measures the built program in a process of its own, over HTTP, on data in a temporary folder.</summary>
public static class Program
{
    /// <summary>publish PROGRAM: prints the figures of publishing a rule that binds a hundred thousand bodies.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["publish", var program])
        {
            await Console.Error.WriteLineAsync("Usage: publish PATH-OF-HoiQC.Web.dll");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("hoiqc-bench-").FullName;
        try
        {
            await new PublishBench(program, folder).Run();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
