using System.Globalization;
using System.Text.RegularExpressions;
using HoiQC.Domain.Tests.Architecture;

namespace HoiQC.Domain.Tests;

/// <summary>What the manifests of deploy/ say is what the program understands, the image is called, and the manual explains.</summary>
public sealed partial class DeployTests
{
    private static readonly string Compose = Source.Read("deploy/compose.yaml");
    private static readonly string Kubernetes = Source.Read("deploy/kubernetes.yaml");
    private static readonly string Manual = Source.Read("docs/cluster.md");

    [Fact]
    public void The_image_bears_the_name_that_it_is_published_under()
    {
        var project = Source.Read("src/Web/Web.csproj");
        var image = $"image: {Of(project, "<ContainerRepository>(.+)</ContainerRepository>")}:{Of(project, "<ContainerImageTag>(.+)</ContainerImageTag>")}";
        Assert.Contains(image, Compose, StringComparison.Ordinal);
        Assert.Contains(image, Kubernetes, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_are_those_of_the_program_and_of_the_image()
    {
        var line = Source.Read("src/Silo/Hosting/CommandLine.cs");
        var (page, silo) = (Of(line, @"IPAddress\.Loopback, (\d+), null"), Of(line, @"UsualSiloPort = (\d+)"));
        Assert.Contains($"<ContainerPort Include=\"{page};{silo}\"", Source.Read("src/Web/Web.csproj"), StringComparison.Ordinal);
        foreach (var manifest in new[] { Compose, Kubernetes }) Assert.Contains($"--port, \"{page}\", --silo-port, \"{silo}\"", manifest, StringComparison.Ordinal);
        Assert.Contains($"{{ name: http, containerPort: {page} }}", Kubernetes, StringComparison.Ordinal);
        Assert.Contains($"{{ name: silo, containerPort: {silo} }}", Kubernetes, StringComparison.Ordinal);
        foreach (var port in new[] { page, silo }) Assert.Contains($"`{port}`", Manual, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_of_a_node_is_one_that_the_program_understands()
    {
        var understood = Source.Read("src/Silo/Hosting/CommandLine.cs");
        var options = Option().Matches(Compose + Kubernetes).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("--database", options, StringComparer.Ordinal);
        Assert.All(options, option => Assert.Contains($"\"{option}\"", understood, StringComparison.Ordinal));
    }

    [Fact]
    public void Probes_ask_addresses_that_there_are()
    {
        var health = Source.Read("src/Web/Health.cs");
        var asked = Probe().Matches(Compose + Kubernetes).Select(match => match.Groups["path"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(["/live", "/ready"], asked.Order(StringComparer.Ordinal));
        Assert.All(asked, path => Assert.Contains($"MapGet(\"{path}\"", health, StringComparison.Ordinal));
        Assert.Contains("livenessProbe: { httpGet: { path: /health/live,", Kubernetes, StringComparison.Ordinal);
        Assert.Contains("readinessProbe: { httpGet: { path: /health/ready,", Kubernetes, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_stops_a_node_waits_longer_than_it_takes()
    {
        Assert.True(Seconds(Kubernetes, @"terminationGracePeriodSeconds: (\d+)") >= Drain(Kubernetes) + 20);
        Assert.True(Seconds(Compose, @"stop_grace_period: (\d+)s") >= Drain(Compose) + 20);

        static double Drain(string manifest) => new[] { "Drain", "Finish" }.Sum(setting => TimeSpan.Parse(Of(manifest, $"""Stop__{setting}(?:, value)?: "([\d:]+)"""), CultureInfo.InvariantCulture).TotalSeconds);
    }

    [Fact]
    public void All_nodes_share_one_volume() =>
        Assert.Contains("accessModes: [ReadWriteMany]", Kubernetes, StringComparison.Ordinal);

    private static double Seconds(string text, string pattern) => double.Parse(Of(text, pattern), CultureInfo.InvariantCulture);

    private static string Of(string text, string pattern) =>
        Regex.Match(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"Nothing is said as {pattern}.");

    [GeneratedRegex(@"(?<=[\[ ])--[a-z-]+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Option();

    [GeneratedRegex(@"/health(?<path>/\w+)", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Probe();
}
