using HoiQC.Bench.Children;

namespace HoiQC.Bench;

/// <summary>Measures the built program in a process of its own, on data in a temporary folder, beside what bounds it and what one would build instead.</summary>
public static class Program
{
    /// <summary>PATH-OF-HoiQC.Web.dll and what <see cref="BenchOptions"/> reads; or "child" and a part to play. 1 where a bench that judges itself was not satisfied.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        if (arguments is ["child", var part, .. var rest])
        {
            // Whoever started it may end without a word.
            _ = Task.Run(() =>
            {
                while (Console.In.ReadLine() is not null) continue;
                Environment.Exit(0);
            });
            await Parts.Play(part, rest);
            return 0;
        }
        if (arguments is not [var program, .. var words] || BenchOptions.Read(Path.GetFullPath(program), words) is not { } options)
        {
            await Console.Error.WriteLineAsync(BenchOptions.Usage);
            return 2;
        }
        return options.Names is ["publish" or "submit-people"] ? await RunAlone(options) : await Run(options);
    }

    private static async Task<int> RunAlone(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("hoiqc-bench-").FullName;
        try
        {
            if (options.Names is ["submit-people"]) return await new SubmitPeopleBench(options.Program, folder).Run() ? 0 : 1;
            await new PublishBench(options.Program, folder).Run();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Run(BenchOptions options)
    {
        await using var grounds = await Grounds.Open(options);
        if (options.Picture is { } picture)
        {
            await Growth.Draw(options, grounds, picture);
            return 0;
        }
        foreach (var name in options.Names)
        {
            var report = await (name switch
            {
                "storm" => new StormBench(options, grounds).Run(),
                "submit" => new SubmitBench(options, grounds).Run(),
                "board" => new BoardBench(options, grounds).Run(),
                "viewers" => new ViewersBench(options, grounds).Run(),
                "start" => new StartBench(options, grounds).Run(),
                _ => new MemoryBench(options, grounds).Run(),
            });
            if (options.Json) Console.WriteLine(report.ToJson());
            else report.Print(Console.Out);
        }
        return 0;
    }
}
