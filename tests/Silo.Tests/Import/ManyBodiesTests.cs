using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HoiQC.Silo.Tests.Import;

public sealed class ManyBodiesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_hundred_thousand_bodies_come_in_one_transaction()
    {
        var units = new StringBuilder(District.Files["units.csv"].TrimEnd()).Append('\n');
        var bodies = new StringBuilder("id,unit_code,class,kind,name,source\n");
        var events = new StringBuilder(District.Files["events.csv"].Split('\n')[0] + "\n");
        for (var commune = 0; commune < 2_500; commune++)
        {
            var code = 80_000 + commune;
            units.Append(CultureInfo.InvariantCulture, $"{code},Xã thứ {commune},Thứ {commune},xã,commune,701,2000-01-01,\n");
            for (var n = 0; n < 40; n++)
            {
                bodies.Append(CultureInfo.InvariantCulture, $"{code}-{n},{code},{(n < 30 ? "Committee" : "Association")},Kind{n},Tổ chức thứ {n} của xã thứ {commune},report\n");
                if (n < 20) events.Append(CultureInfo.InvariantCulture, $"TIEP-DAN,2021,{code},Kind{n},Chair,Reception,1,40,3,,{n}-BC/UBND,2021-05-20,đợt một\n");
            }
        }
        var files = District.But("rules.csv", "PeoplesCommittee,commune", string.Join('|', Enumerable.Range(0, 30).Select(n => $"Kind{n}")) + ",commune");
        files["units.csv"] = units.ToString();
        files["bodies.csv"] = bodies.ToString();
        files["events.csv"] = events.ToString();
        using var world = new ImportWorld().With(files);

        var clock = Stopwatch.StartNew();
        var report = await world.Imported();
        output.WriteLine($"{report.Bodies.New} bodies, {report.ObligationsMade} obligations, {report.Evidence.New} events: {clock.Elapsed.TotalSeconds:F1} s");
        clock.Restart();
        var again = await world.Imported();
        output.WriteLine($"again: {clock.Elapsed.TotalSeconds:F1} s");

        Assert.Equal((100_000, 175_000, 50_000), (report.Bodies.New, report.ObligationsMade, report.Evidence.New));
        Assert.Equal((0, 100_000, 50_000, 0), (again.Bodies.New, again.Bodies.Unchanged, again.Evidence.Unchanged, again.ObligationsMade));
    }
}
