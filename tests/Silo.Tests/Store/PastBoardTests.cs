using Dapper;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Store;

/// <summary>What a rule that is published later does to boards of the past: nothing.</summary>
public class PastBoardTests
{
    private static readonly AsOf Then = new(new(2023, 9, 30), Happened: false);

    [Theory]
    [InlineData("HOI-YK", "Association", "yes")]
    [InlineData("HOI-DH", "Association", "no")]
    [InlineData("HOI-DH", "Association|PartyCommittee", "yes")]
    [InlineData("CU-DH", "PartyCommittee", "yes")]
    public async Task A_board_of_the_past_is_the_same_before_and_after_an_event_rule_is_switched_on_or_off_widened_or_added(string rule, string kinds, string enabled)
    {
        using var world = await Known();
        world.Now = World.At(2023, 10, 10, 9);
        var past = await Composed(world, Then);
        var now = await Composed(world, null);
        Assert.Contains("3424: 3424-ElderlyAssociation HOI-DH NoData", past);
        Assert.DoesNotContain("3421: 3421-ElderlyAssociation HOI-DH NoData", past);

        await world.Rule(rule, kinds, "commune", ("period", "term"), ("due", "5Y after congress"), ("enabled", enabled), ("from", "2023-10-10")).PublishedHere().Publish();

        Assert.Equal(past, await Composed(world, Then));
        Assert.NotEqual(now, await Composed(world, null));
    }

    [Fact]
    public async Task A_body_whose_event_is_known_is_not_asked_for_it_again_once_the_rule_is_switched_off()
    {
        using var world = await Known();
        var before = await Composed(world, null);
        Assert.Contains("3424: 3424-ElderlyAssociation HOI-DH NoData", before);
        Assert.DoesNotContain("3421: 3421-ElderlyAssociation HOI-DH NoData", before);

        await world.Rule("HOI-DH", "Association", "commune", ("period", "term"), ("due", "5Y after congress"), ("enabled", "no"), ("from", "2024-01-01")).PublishedHere().Publish();

        Assert.Equal(before, await Composed(world, null));
    }

    [Fact]
    public async Task A_board_of_the_past_is_the_same_before_and_after_the_rows_of_a_later_period_are_made()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var months = string.Join('|', Enumerable.Range(2, 11).Select(month => $"05/{month:D2}")) + "|05/01+1";
        await world.Rule("HOI-THANG", "Association", "commune", ("period", "month"), ("due", months)).Tracked("HOI-THANG", "commune", 2023)
            .Body("3424-ElderlyAssociation", "3424", "ElderlyAssociation", "Hội Người cao tuổi xã Bản Bo", BodyClass.Association).Publish();
        world.Now = World.At(2023, 10, 1, 9);
        await world.Open();
        var past = await Composed(world, Then);
        Assert.Contains(past, line => line.StartsWith("3424: 3424-ElderlyAssociation HOI-THANG", StringComparison.Ordinal));

        world.Now = World.At(2023, 11, 15, 9);
        await world.Open();

        Assert.Equal(past, await Composed(world, Then));
    }

    /// <summary>06/9/2023: two associations owe what a congress opens, and of one the congress is known; another rule of theirs is switched off. The party committee owes nothing.</summary>
    private static async Task<World> Known()
    {
        var world = await World.TamDuong(2023, 9, 6);
        await world
            .Rule("HOI-DH", "Association", "commune", ("period", "term"), ("due", "5Y after congress"))
            .Rule("HOI-YK", "Association", "commune", ("period", "term"), ("due", "4Y after congress"), ("enabled", "no"))
            .Body("3421-PartyCommittee", "3421", "PartyCommittee", "Đảng ủy xã Bản Hon")
            .Body("3421-ElderlyAssociation", "3421", "ElderlyAssociation", "Hội Người cao tuổi xã Bản Hon", BodyClass.Association)
            .Body("3424-ElderlyAssociation", "3424", "ElderlyAssociation", "Hội Người cao tuổi xã Bản Bo", BodyClass.Association).Publish();
        await world.Database.Write(connection => connection.Execute(
            """
            INSERT INTO event (id, body, unit, kind, on_day, document, note, recorded_at)
            VALUES ('SK-1', '3421-ElderlyAssociation', '3421', 'congress', '2023-06-14', '', '', @at);
            INSERT INTO obligation (body, unit, rule, period, rule_version, year, opens, due, required, status, since, done, late_days, reported_late_days, recorded_up_to, version, event)
            VALUES ('3421-ElderlyAssociation', '3421', 'HOI-DH', 'SK-1', 1, 2028, '2023-06-14', '2028-06-14', 1, 'Open', @at, 0, 0, 0, @at, 1, 'SK-1');
            """,
            new { at = Columns.Of(world.Now) }));
        return world;
    }

    /// <summary>Lines and rows of the boards of 2023, as they are laid out with the rules that were known.</summary>
    private static async Task<List<string>> Composed(World world, AsOf? asOf)
    {
        var (tree, book) = (world.Node.Current.Tree, world.Node.Current.Book);
        var found = new List<string>();
        foreach (var unit in new[] { World.Province, World.District, "3421", "3424" })
        {
            var parts = await world.Archive.Board(unit, 2023, asOf);
            var board = Board.Compose(tree.Find(unit)!, 2023, asOf is null ? book : book.KnownOn(asOf.Day), parts.Lines);
            found.AddRange(parts.Lines.Select(part => part.Line == Line.NoData ? $"{unit}: {part.Row.Id} {part.Rule} NoData" : $"{unit}: {part.Row.Id} {part.Rule} {part.Line}"));
            found.AddRange(board.Rows.Select(row => $"{unit}: {row.Head.Id} {row.Total}"));
            found.AddRange(board.Untracked.Select(version => $"{unit}: {version.Code} {version.Number}"));
        }
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
