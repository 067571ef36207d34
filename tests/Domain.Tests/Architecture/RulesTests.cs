namespace HoiQC.Domain.Tests.Architecture;

/// <summary>Every rule of the house broken once, and kept once where it is easily mistaken.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData("Domain", "Grains")]
    [InlineData("Grains", "Silo")]
    [InlineData("Grains", "Web")]
    [InlineData("Silo", "Web")]
    [InlineData("LocalOrleans", "Domain")]
    [InlineData("Web", "LocalOrleans")]
    [InlineData("Bench", "Domain")]
    public void An_arrow_the_other_way_is_found(string from, string to) => Assert.Single(Rules.ForbiddenArrows(from, Naming(to)));

    [Theory]
    [InlineData("Grains", "Domain")]
    [InlineData("Silo", "Grains")]
    [InlineData("Web", "Grains")]
    [InlineData("Web", "Silo")]
    public void An_arrow_of_the_house_is_kept(string from, string to) => Assert.Empty(Rules.ForbiddenArrows(from, Naming(to)));

    [Theory]
    [InlineData("""<PackageReference Include="Dapper" />""", "PackageReference Dapper")]
    [InlineData("""<FrameworkReference Include="Microsoft.AspNetCore.App" />""", "FrameworkReference Microsoft.AspNetCore.App")]
    [InlineData("""<ProjectReference Include="../Grains/Grains.csproj" />""", "ProjectReference ../Grains/Grains.csproj")]
    public void A_dependency_is_found(string item, string fault) =>
        Assert.Equal([fault], Rules.Dependencies($"<Project><ItemGroup>{item}</ItemGroup></Project>"));

    [Fact]
    public void An_import_is_a_dependency() =>
        Assert.Equal(["Import ../../Engine.props"], Rules.Dependencies("""<Project><Import Project="../../Engine.props" /></Project>"""));

    [Fact]
    public void A_package_for_all_must_stay_private_to_the_build()
    {
        Assert.Single(Rules.PackagesForAll("""<Project><ItemGroup><PackageReference Include="Dapper" /></ItemGroup></Project>"""));
        Assert.Empty(Rules.PackagesForAll("""<Project><ItemGroup><PackageReference Include="An.Analyzer" PrivateAssets="all" /></ItemGroup></Project>"""));
    }

    [Theory]
    [InlineData("using HoiQC.Silo.Stores;")]
    [InlineData("@using HoiQC.Silo")]
    [InlineData("global::HoiQC.Silo.Stores.Ledger ledger;")]
    [InlineData("var ledger = new Silo.Stores.Ledger();")]
    [InlineData("<Using Include=\"HoiQC.Silo\" />")]
    public void A_name_of_Silo_is_found(string code) => Assert.NotEmpty(Rules.SiloNames(code));

    [Theory]
    [InlineData("builder.Silo.Start();")]
    [InlineData("var silo = HoiQC.Grains.Boards.Line;")]
    [InlineData("SiloSetup setup;")]
    public void A_word_like_Silo_is_kept(string code) => Assert.Empty(Rules.SiloNames(code));

    [Theory]
    [InlineData("""[LoggerMessage(Level = LogLevel.Error, Message = "It failed.")]""")]
    [InlineData("""[LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "It failed.")]""")]
    [InlineData("""logger.LogError(error, "It failed.");""")]
    public void An_event_without_a_number_and_a_name_is_found(string code) => Assert.Single(Rules.EventsWithoutId(code));

    [Fact]
    public void An_event_with_both_is_kept()
    {
        const string Code = """[LoggerMessage(EventId = 7, EventName = "Failed", Level = LogLevel.Error, Message = "It failed.")]""";
        Assert.Empty(Rules.EventsWithoutId(Code));
        Assert.Equal(["7"], Rules.EventIds(Code));
    }

    [Theory]
    [InlineData("@inject IArchive Archive")]
    [InlineData("class Reader(ILedger ledger);")]
    [InlineData("grains.GetGrain<ICommitteeGrain>(id)")]
    public void A_reading_past_the_sight_is_found(string code) => Assert.NotEmpty(Rules.UnscopedReadings(code));

    [Theory]
    [InlineData("Task<int> Read();")]
    [InlineData("ValueTask Read();")]
    [InlineData("async void Read() { }")]
    [InlineData("decide(TimeProvider clock)")]
    [InlineData("var day = DateTime.Now;")]
    [InlineData("var day = DateTimeOffset . UtcNow;")]
    [InlineData("var day = DateTime.Today;")]
    [InlineData("var ticks = Environment.TickCount64;")]
    [InlineData("using Microsoft.Extensions.Options;")]
    [InlineData("using Orleans;")]
    [InlineData("using System.Threading;")]
    public void What_is_not_pure_is_found(string code) => Assert.Single(Rules.ImpureNames(Source.Code(code)));

    [Theory]
    [InlineData("// a Task for the board, told by TimeProvider")]
    [InlineData("/// <summary>Orleans calls this.</summary>")]
    [InlineData("/* async\n   await */")]
    [InlineData("const string Name = \"Microsoft.Orleans\";")]
    [InlineData("const string Name = \"\"\"\n  a \"Task\" of Orleans\n  \"\"\";")]
    [InlineData("DateOnly today; Tasks tasks; int awaited;")]
    public void A_word_in_a_sentence_is_kept(string code) => Assert.Empty(Rules.ImpureNames(Source.Code(code)));

    [Fact]
    public void Code_after_a_literal_is_still_read() =>
        Assert.Equal(["Task"], Rules.ImpureNames(Source.Code("var quote = '\"'; var path = @\"C:\\\"; var word = \"\\\"\"; Task Read();")));

    [Fact]
    public void A_file_is_too_long_from_its_first_line_above_the_measure()
    {
        Assert.Empty(Rules.TooLong(string.Concat(Enumerable.Repeat("line\n", Rules.LongestFile))));
        Assert.Equal(["201 lines"], Rules.TooLong(string.Concat(Enumerable.Repeat("line\n", Rules.LongestFile + 1))));
    }

    [Theory]
    [InlineData("class BoardManager;")]
    [InlineData("internal static class DateHelper { }")]
    [InlineData("public sealed record UnitInfo(string Code);")]
    [InlineData("readonly record struct BodyUtils { }")]
    [InlineData("interface IEvidenceProcessor { }")]
    [InlineData("enum ServiceKind { }")]
    [InlineData("class RuleService(IStore store) : IRuleBook { }")]
    public void A_type_named_by_its_kind_is_found(string code) => Assert.Single(Rules.TypesNamedByKind(code));

    [Theory]
    [InlineData("class SweepService(Ledger ledger) : BackgroundService { }")]
    [InlineData("class FeedService : IFeed,\n    IHostedService { }")]
    [InlineData("class Utilisation; class Informed; record Managed(int N);")]
    [InlineData("class Board<T> where T : class\n{ ServiceProvider provider; }")]
    public void A_type_named_by_the_field_is_kept(string code) => Assert.Empty(Rules.TypesNamedByKind(code));

    [Fact]
    public void A_folder_named_by_its_kind_is_found()
    {
        Assert.Equal(["Services"], Rules.FoldersNamedByKind("src/Silo/Services/Ledger.cs"));
        Assert.Equal(["utils"], Rules.FoldersNamedByKind("src/Web/client/utils/board.ts"));
        Assert.Empty(Rules.FoldersNamedByKind("src/Silo/Stores/Models.cs"));
    }

    private static string Naming(string room) =>
        $"""<Project><ItemGroup><ProjectReference Include="..\{room}\{room}.csproj" /></ItemGroup></Project>""";
}
