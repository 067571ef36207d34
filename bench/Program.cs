namespace HoiQC.Bench;

/// <summary>Measures the built program in a process of its own, over HTTP, on data in a temporary folder.</summary>
public static class Program
{
    /// <summary>
    /// publish PROGRAM: prints the figures of publishing a rule that binds a hundred thousand bodies. submit-people PROGRAM: those of two hundred people who
    /// hand in at once for a minute, and 1 where anything went wrong or the slowest hundredth took a second.
    /// </summary>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [("publish" or "submit-people") and var what, var program])
        {
            await Console.Error.WriteLineAsync("Usage: publish|submit-people PATH-OF-HoiQC.Web.dll");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("hoiqc-bench-").FullName;
        try
        {
            if (what == "submit-people") return await new SubmitBench(program, folder).Run() ? 0 : 1;
            await new PublishBench(program, folder).Run();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
