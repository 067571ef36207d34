using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;
using Dapper;

namespace HoiQC.Silo.Tests.Store;

public class LineSourceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Lines_of_any_mixture_of_standings_equal_the_rows_added_up_one_by_one(int seed)
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var random = new Random(seed);
        var statuses = Enum.GetValues<Status>().Where(status => status != Status.NoData).ToArray();
        await world.Database.Write(connection =>
        {
            using var change = new Statement(connection, """
                UPDATE obligation SET status = @a, since = @b, next = @c, due = @d, required = @e, done = @f, late_days = @g, reported_late_days = @h WHERE id = @i
                """, "tnntnnnnn");
            foreach (var id in connection.Query<long>("SELECT id FROM obligation").ToList())
                change.Run(
                    statuses[random.Next(statuses.Length)].ToString(), Columns.Of(World.At(2023, 1, 1).AddHours(random.Next(48))), random.Next(2) == 0 ? null : Columns.Of(World.At(2023, 12, 31)),
                    Columns.Of(new DateOnly(2023, 12, 1).AddDays(random.Next(40))), random.Next(1, 4), random.Next(0, 5), random.Next(0, 3), random.Next(0, 3), id);
            return true;
        });
        await world.NoteCheckpoints();

        var rows = await world.Database.Read(connection => connection
            .Rows($"SELECT {ObligationTable.Columns}, o.unit FROM obligation o WHERE o.year = 2023", null, reader => (Row: ObligationTable.Read(reader), Unit: reader.GetString(ObligationTable.Width))).ToList());
        var byUnit = Folded(rows, row => row.Unit);
        var byBody = Folded(rows, row => row.Row.Key.Body);

        Assert.Equal(byUnit, Lines(await world.Archive.Board(World.District, 2023, null)));
        Assert.Equal(byUnit, Lines(await world.Archive.Communes(World.Province, 2023, null)));
        Assert.Equal(byBody, (await world.Archive.OwnLines([.. World.Communes.Select(c => c.Code)], 2023)).SelectMany(own => own.Lines).Select(line => $"{line.Row} {line.Rule} {line.Line}").Order(StringComparer.Ordinal));
        Assert.Equal([.. Folded(rows, _ => World.District)], Lines(await world.Archive.Board(World.Province, 2023, null)));
    }

    private static List<string> Folded(IEnumerable<(ObligationRow Row, string Unit)> rows, Func<(ObligationRow Row, string Unit), string> row) =>
        [.. rows.GroupBy(one => $"{row(one)} {one.Row.Key.Rule}").Select(group => $"{group.Key} {Line.Sum(group.Select(one => Line.Of(one.Row.Standing, one.Row.Due, one.Row.Required)))}").Order(StringComparer.Ordinal)];

    private static List<string> Lines(Parts parts) => Lines(parts.Lines);

    private static List<string> Lines(IEnumerable<Part> parts) => [.. parts.Select(part => $"{part.Row.Id} {part.Rule} {part.Line}").Order(StringComparer.Ordinal)];
}
