using System.Globalization;
using Dapper;
using HoiQC.Domain.Rules;
using HoiQC.Silo.Import;

namespace HoiQC.Silo.Tests.Import;

/// <summary>The product's pack with all of its rules switched on, in the sample district, tracked from 2024: what each rule opens for that year.</summary>
public sealed class PackTests(PackTests.SwitchedOn district) : IClassFixture<PackTests.SwitchedOn>
{
    public static TheoryData<string, int, string> Opened => new()
    {
        // rule        bodies  periods of 2024, each with its due day
        { "HOI-KH-NAM", 34, "2024 31/01/2024" },
        { "HOI-BC-NAM", 34, "2024 01/12/2024" },
        { "HOI-BC-6T", 34, "2024-H1 10/06/2024, 2024-H2 10/12/2024" },
        { "HOI-BC-TC", 34, "2024 31/03/2025" },
        { "HOI-HV", 34, "2024-H1 30/06/2024, 2024-H2 31/12/2024" },
        { "HOI-BCH", 34, "2024 31/12/2024" },
        { "HOI-DG", 14, "2024 31/12/2024" },
        { "MT-CT-NAM", 71, "2024 31/12/2023" },
        { "CU-YK-CT", 14, "2024 15/01/2024" },
        { "MT-KH-GSPB", 14, "2024 31/01/2024" },
        { "MT-GS", 13, "2024 31/12/2024" },
        { "MT-PB", 13, "2024 31/12/2024" },
        { "MT-PB-H", 1, "2024 31/12/2024" },
        { "MT-GS-H", 6, "2024 31/12/2024" },
        { "MT-BC-KY", 71, "2024-Q1 25/03/2024, 2024-Q2 10/06/2024, 2024-Q3 05/09/2024, 2024-Q4 10/12/2024" },
        { "MT-DDK", 13, "2024 18/11/2024" },
        { "UB-DT", 13, "2024 31/12/2024" },
        { "UB-DT-H", 1, "2024 31/12/2024" },
        { "CU-DT", 14, "2024 31/12/2024" },
        { "CU-NGHE", 13, "2024-H1 15/07/2024, 2024-H2 31/01/2025" },
        { "BDV-BC", 1, "2024-H1 20/06/2024, 2024-H2 20/12/2024" },
        { "BDV-HN", 1, "2024 31/12/2024" },
    };

    public static TheoryData<string> ByEvents => ["HOI-DH-NK", "HOI-DH-BC", "UB-DH-YK", "HOI-DH-KQ", "MT-DH-NK", "UB-DT-TB", "UB-DT-KQ", "CU-SKTK"];

    [Fact]
    public void Every_rule_of_the_pack_is_in_one_of_the_two_tables() =>
        Assert.Equal(district.World.Configuration.Book.Codes.Order(StringComparer.Ordinal), Opened.Select(row => row.Data.Item1).Concat(ByEvents.Select(row => row.Data)).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Opened))]
    public async Task A_calendar_rule_opens_its_periods_for_each_body_it_names(string rule, int bodies, string periods)
    {
        var rows = await district.Rows(rule);

        Assert.Equal(periods, string.Join(", ", rows.Where(row => row.Year == 2024).Select(row => $"{row.Period} {row.Due[8..]}/{row.Due[5..7]}/{row.Due[..4]}").Distinct()));
        Assert.All(rows.Where(row => row.Year == 2024).GroupBy(row => row.Period), period => Assert.Equal(bodies, period.Count()));
        Assert.DoesNotContain(rows, row => row.Year < 2024);
        Assert.All(rows, row => Assert.Equal(row.Version, district.World.Configuration.Book.InForce(rule, DateOnly.ParseExact(row.Opens, "yyyy-MM-dd", CultureInfo.InvariantCulture))!.Number));
    }

    [Theory, MemberData(nameof(ByEvents))]
    public async Task A_rule_that_hangs_on_an_event_opens_nothing_by_the_calendar(string rule)
    {
        Assert.IsType<Schedule.Anchored>(district.World.Configuration.Book.Versions(rule)[^1].Schedule);
        Assert.Empty(await district.Rows(rule));
    }

    /// <summary>The district on the last morning of 2024.</summary>
    public sealed class SwitchedOn : IAsyncLifetime
    {
        internal ImportWorld World { get; } = new("2024-12-31");

        public async ValueTask InitializeAsync()
        {
            var pack = await File.ReadAllTextAsync(Path.Combine(Samples.Folder, "rules.csv"));
            var codes = pack.Split('\n').Skip(1).Select(line => line.Split(',')[0]).Where(code => code.Length > 0).Distinct();
            World.With("rules.csv", pack.Replace(",no,", ",yes,", StringComparison.Ordinal))
                .With("tracking.csv", "rule,level,first_period_year\n" + string.Concat(codes.SelectMany(code => new[] { "province", "district", "commune" }.Select(level => $"{code},{level},2024\n"))));
            foreach (var file in new[] { "units.csv", "bodies.csv" }) World.With(file, await File.ReadAllBytesAsync(Path.Combine(Samples.Folder, Samples.TamDuong, file)));
            await World.Imported();
            Assert.All(World.Configuration.Book.Codes.SelectMany(code => World.Configuration.Book.Versions(code)), version => Assert.True(version.Enabled));
        }

        internal Task<List<Row>> Rows(string rule) => World.Database.Read(connection => connection
            .Query<Row>("SELECT period, year, rule_version AS version, opens, due FROM obligation WHERE rule = @rule ORDER BY period, body", new { rule }).ToList());

        public ValueTask DisposeAsync()
        {
            World.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    internal sealed record Row(string Period, long Year, long Version, string Opens, string Due);
}
