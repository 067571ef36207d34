using System.Globalization;
using System.Text;

namespace HoiQC.Bench;

/// <summary>Draws how storm and memory grow from a hundredth over a tenth to the whole of their data, as an SVG.</summary>
internal static class Growth
{
    private const int Width = 360;
    private const int Height = 260;
    private const int Left = 60;
    private const int Top = 40;
    private const int Across = 240;
    private const int Down = 160;
    private static readonly string[] Names = ["limit", "peer", "ours"];
    private static readonly string[] Looks = ["stroke=\"#57606a\" stroke-dasharray=\"2 3\"", "stroke=\"#b35900\" stroke-dasharray=\"6 3\"", "stroke=\"#0550ae\""];

    private sealed record Panel(string Title, string Unit, IReadOnlyList<(int Size, double?[] Values)> Points);

    /// <summary>Measures and draws.</summary>
    public static async Task Draw(BenchOptions options, Grounds grounds, string path)
    {
        int[] sizes = options.Small ? [60, Country.Few] : [1_000, 10_000, 100_000];
        var storm = new List<(int, double?[])>();
        foreach (var size in sizes)
        {
            var report = await new StormBench(options, grounds).Run(size);
            report.Print(Console.Out);
            storm.Add((size, Values(report.Figures[0])));
        }
        var memory = await new MemoryBench(options, grounds).Run(sizes);
        foreach (var (_, figures) in memory) new Report("memory", options.Database, figures, []).Print(Console.Out);
        await File.WriteAllTextAsync(path, Svg(
            new("Storm: obligations that fall due at once", "s", storm),
            new("Memory: bodies, busy", "MB", [.. memory.Select(one => (one.Bodies, Values(one.Figures[0])))])));
    }

    private static double?[] Values(Figure figure) => [figure.Limit, figure.Peer, figure.Ours];

    private static string Svg(params Panel[] panels)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width * panels.Length} {Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#1f2328\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        foreach (var (n, panel) in panels.Index()) Draw(svg, panel, n * Width);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Both axes by powers of ten: what grows with its data is a straight line at half a right angle.</summary>
    private static void Draw(StringBuilder svg, Panel panel, int x)
    {
        double[] values = [.. panel.Points.SelectMany(point => point.Values).Where(value => value is > 0).Select(value => value!.Value)];
        var (low, high) = (Math.Floor(Math.Log10(values.Min())), Math.Ceiling(Math.Log10(values.Max())));
        if (high <= low) high = low + 1;
        double At(double value) => Top + Down * (1 - (Math.Log10(value) - low) / (high - low));
        double AtSize(int n) => x + Left + Across * n / (double)Math.Max(1, panel.Points.Count - 1);

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + Left}\" y=\"20\" font-weight=\"bold\">{panel.Title}</text>\n");
        for (var power = (int)low; power <= high; power++)
        {
            var y = At(Math.Pow(10, power));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x + Left}\" x2=\"{x + Left + Across}\" y1=\"{y:F1}\" y2=\"{y:F1}\" stroke=\"#d0d7de\"/><text x=\"{x + Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{Math.Pow(10, power):#,0.###} {panel.Unit}</text>\n");
        }
        foreach (var (n, point) in panel.Points.Index())
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{AtSize(n):F1}\" y=\"{Top + Down + 20}\" text-anchor=\"middle\">{point.Size:N0}</text>\n");
        foreach (var (line, name) in Names.Index())
        {
            var points = panel.Points.Index().Where(point => point.Item.Values[line] is > 0).Select(point => (X: AtSize(point.Index), Y: At(point.Item.Values[line]!.Value))).ToList();
            svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke-width=\"2\" {Looks[line]} points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:F1},{point.Y:F1}")))}\"/>\n");
            var (keyX, keyY) = (x + Left + line * 80, Top + Down + 44);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{keyX}\" x2=\"{keyX + 24}\" y1=\"{keyY - 4}\" y2=\"{keyY - 4}\" stroke-width=\"2\" {Looks[line]}/><text x=\"{keyX + 30}\" y=\"{keyY}\">{name}</text>\n");
        }
    }
}
