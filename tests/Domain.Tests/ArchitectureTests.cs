using HoiQC.Domain.Tests.Architecture;

namespace HoiQC.Domain.Tests;

using Rules = HoiQC.Domain.Tests.Architecture.Rules;

/// <summary>The rooms and their arrows as the files say them, so that a shortcut shows on the day it is taken.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Files that may be longer than the rest: path → why. Empty is how it should stay.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal);

    /// <summary>Type names that are not ours to choose: name → whose they are.</summary>
    private static readonly Dictionary<string, string> GivenNames = new(StringComparer.Ordinal)
    {
        ["ObserverManager"] = "Orleans' own name, which grain code must find in LocalOrleans too",
    };

    [Fact]
    public void There_are_five_rooms() =>
        Assert.Equal(["Domain", "Grains", "LocalOrleans", "Silo", "Web"], Source.Projects.Select(Path.GetFileNameWithoutExtension));

    [Fact]
    public void Arrows_go_from_Web_to_Grains_from_Silo_to_Grains_and_from_all_to_Domain() =>
        Keeps(Source.Projects, path => Rules.ForbiddenArrows(Path.GetFileNameWithoutExtension(path), Source.Read(path)));

    [Fact]
    public void Domain_depends_on_nothing() =>
        Keeps(["src/Domain/Domain.csproj"], path => Rules.Dependencies(Source.Read(path)));

    [Fact]
    public void What_every_project_gets_only_serves_the_build() =>
        Keeps(["Directory.Build.props"], path => Rules.PackagesForAll(Source.Read(path)));

    [Fact]
    public void Web_meets_Silo_in_Program_alone()
    {
        Keeps(Source.Files("src/Web", ".cs").Where(path => path != "src/Web/Program.cs"), path => Rules.SiloNames(Source.Code(Source.Read(path))));
        Keeps(Source.Files("src/Web", ".razor", ".cshtml"), path => Rules.SiloNames(Source.Read(path)));
        Keeps(["src/Web/Web.csproj"], path => Rules.SiloNames(Source.Read(path).Replace("Silo.csproj", "", StringComparison.Ordinal)));
    }

    /// <summary>The feed reads boards for all who follow them, the desk shows three bodies whom a rule would bind, who keeps people finds names in their own scope; whatever else the web reads passes the policy.</summary>
    [Fact]
    public void The_web_reads_through_the_sight_of_whoever_asks()
    {
        string[] apart = ["src/Web/Access/", "src/Web/Boards/Live/", "src/Web/Boards/BoardReader.cs", "src/Web/Boards/ReviewReader.cs", "src/Web/Rules/Editor/RuleDesk.cs", "src/Web/Accounts/ScopeNames.cs"];
        Keeps(Source.Files("src/Web", ".cs").Where(path => !apart.Any(start => path.StartsWith(start, StringComparison.Ordinal))), path => Rules.UnscopedReadings(Source.Code(Source.Read(path))));
        Keeps(Source.Files("src/Web", ".razor"), path => Rules.UnscopedReadings(Source.Read(path)));
        Assert.Equal(["IOutlook"], Rules.UnscopedReadings(Source.Code(Source.Read("src/Web/Rules/Editor/RuleDesk.cs"))));
    }

    [Fact]
    public void Domain_knows_no_task_no_clock_and_no_framework() =>
        Keeps(Source.Files("src/Domain", ".cs"), path => Rules.ImpureNames(Source.Code(Source.Read(path))));

    [Fact]
    public void No_file_is_longer_than_a_concept() =>
        Keeps(Source.Files("src", ".cs").Where(path => !LongFiles.ContainsKey(path)), path => Rules.TooLong(Source.Read(path)));

    [Fact]
    public void A_long_file_is_listed_only_while_it_is_long() =>
        Assert.All(LongFiles, file =>
        {
            Assert.NotEmpty(file.Value);
            Assert.NotEmpty(Rules.TooLong(Source.Read(file.Key)));
        });

    [Fact]
    public void Every_event_of_the_log_has_a_number_and_a_name_of_its_own()
    {
        Keeps(Source.Files("src", ".cs"), path => Rules.EventsWithoutId(Source.Read(path)));
        var ids = Source.Files("src", ".cs").SelectMany(path => Rules.EventIds(Source.Read(path))).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Types_are_named_by_what_they_are_in_the_field() =>
        Keeps(Source.Files("src", ".cs"), path => Rules.TypesNamedByKind(Source.Code(Source.Read(path))).Where(fault => !GivenNames.ContainsKey(fault.Split(' ')[0])));

    [Fact]
    public void Folders_are_named_by_what_is_in_them_in_the_field() =>
        Keeps([.. Source.Files("src"), .. Source.Files("tests")], Rules.FoldersNamedByKind);

    private static void Keeps(IEnumerable<string> paths, Func<string, IEnumerable<string>> rule) =>
        Assert.Empty(paths.SelectMany(path => rule(path).Select(fault => $"{path}: {fault}")));
}
