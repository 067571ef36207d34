namespace HoiQC.Chaos;

/// <summary>The program that tests start: what HOIQC_PROGRAM names, as <c>./hoiqc test</c> does with the one that people run, compiled ahead; else the one that was built beside the tests.</summary>
public static class BuiltProgram
{
    /// <summary>Path of HoiQC.Web.dll.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("HOIQC_PROGRAM") is { Length: > 0 } named ? named : System.IO.Path.Combine(AppContext.BaseDirectory, "HoiQC.Web.dll");
}
