using FsCheck.Fluent;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests.Boards;

public class BoardTests
{
    private static readonly RuleBook Book = new(Samples.Pack.Select(row => Samples.Rule(row["code"])), []);

    private static readonly RowHead BanHon = Head("3421"), BanBo = Head("3424"), Town = Head("3390");

    private static readonly RowHead Front = new(RowKind.Body, "106-FatherlandFront", "Ủy ban MTTQ Việt Nam huyện Tam Đường", "MTTQ huyện");

    private static RowHead Head(string code)
    {
        var unit = Samples.Communes.Single(commune => commune.Code == code);
        return new(RowKind.Unit, unit.Code, unit.Name, unit.ShortName);
    }

    private static Line Line(Status status, string due = "2023-12-31") => Domain.Boards.Line.Of(new(status, Samples.At("2023-01-01"), null, status.IsFulfilled() ? 1 : 0, 0, 0), Samples.Day(due), 1);

    private static Board Compose(params Part[] parts) => Board.Compose(Samples.District, 2023, Book, parts);

    [Fact]
    public void Columns_stand_by_their_first_due_day_then_in_the_packs_order()
    {
        string[] codes = ["UB-DT", "MT-PB", "CU-NGHE", "HOI-DH-NK", "MT-CT-NAM", "HOI-BC-TC", "MT-BC-KY", "CU-YK-CT", "HOI-KH-NAM", "MT-KH-GSPB"];
        var board = Compose([.. codes.Select(code => new Part(BanHon, code, Line(Status.Open)))]);

        Assert.Equal(["MT-CT-NAM", "CU-YK-CT", "HOI-KH-NAM", "MT-KH-GSPB", "MT-BC-KY", "CU-NGHE", "MT-PB", "UB-DT", "HOI-BC-TC", "HOI-DH-NK"], board.Columns.Select(column => column.Rule.Code));
        Assert.Equal(new(2022, 12, 31), board.Columns[0].FirstDue);
        Assert.Equal(new(2023, 3, 25), board.Columns[4].FirstDue);
        Assert.Equal(new(2024, 3, 31), board.Columns[8].FirstDue);
        Assert.Null(board.Columns[9].FirstDue);
    }

    [Fact]
    public void Before_a_day_is_due_the_day_before()
    {
        var book = new RuleBook([Samples.Rule("MT-PB", ("inclusive", "before")), Samples.Rule("UB-DT", ("due", "30/12"))], []);
        var board = Board.Compose(Samples.District, 2023, book, [new(BanHon, "UB-DT", Line(Status.Open)), new(BanHon, "MT-PB", Line(Status.Open))]);

        Assert.Equal([("MT-PB", new DateOnly(2023, 12, 30)), ("UB-DT", new DateOnly(2023, 12, 30))], board.Columns.Select(column => (column.Rule.Code, column.FirstDue!.Value)));
    }

    [Fact]
    public void A_column_without_any_data_is_folded_and_one_with_some_is_not()
    {
        var board = Compose(
            new(BanHon, "MT-PB", Line(Status.Fulfilled)), new(BanHon, "HOI-KH-NAM", Domain.Boards.Line.NoData), new(BanBo, "HOI-KH-NAM", Domain.Boards.Line.NoData),
            new(BanHon, "UB-DT", Domain.Boards.Line.NoData), new(BanBo, "UB-DT", Line(Status.Dormant)));

        Assert.Equal(["MT-PB", "UB-DT"], board.Columns.Select(column => column.Rule.Code));
        Assert.Equal(["HOI-KH-NAM"], board.Untracked.Select(rule => rule.Code));
        Assert.All(board.Rows, row => Assert.False(row.Cells.ContainsKey("HOI-KH-NAM")));
    }

    [Fact]
    public void Child_units_come_first_by_code_then_the_units_own_bodies()
    {
        var board = Compose(new(Front, "MT-PB-H", Line(Status.Fulfilled)), new(BanBo, "MT-PB", Line(Status.Open)), new(Town, "MT-PB", Line(Status.Open)), new(BanHon, "MT-PB", Line(Status.Open)));

        Assert.Equal(["3390", "3421", "3424", "106-FatherlandFront"], board.Rows.Select(row => row.Head.Id));
    }

    [Fact]
    public void The_most_overdue_come_first_then_the_longest_then_by_code()
    {
        var board = Compose(
            new(Front, "MT-PB-H", Line(Status.Overdue)),
            new(Town, "MT-PB", Line(Status.Overdue)),
            new(BanHon, "MT-PB", Line(Status.Overdue, "2023-11-30")),
            new(BanBo, "MT-PB", Line(Status.Overdue)), new(BanBo, "UB-DT", Line(Status.Escalated)),
            new(Head("3394"), "MT-PB", Line(Status.Behind, "2023-06-30")),
            new(Head("3427"), "MT-PB", Line(Status.Overdue)));

        Assert.Equal(["3424", "3421", "3390", "3427", "3394", "106-FatherlandFront"], board.WorstFirst.Select(row => row.Head.Id));
    }

    [Fact]
    public void Several_lines_of_a_row_under_a_rule_are_one_cell()
    {
        var board = Compose(new(BanHon, "MT-BC-KY", Line(Status.Fulfilled)), new(BanHon, "MT-BC-KY", Line(Status.Overdue)));

        Assert.Equal((2, 1, 1), (board.Rows[0].Cells["MT-BC-KY"].All, board.Rows[0].Cells["MT-BC-KY"].Fulfilled, board.Total.Overdue));
        Assert.True(board.Reconciles);
    }

    [Fact]
    public void A_rule_that_the_book_does_not_know_is_left_out_on_both_sides()
    {
        var board = Compose(new(BanHon, "KHONG-CO", Line(Status.Overdue)), new(BanHon, "MT-PB", Line(Status.Open)));

        Assert.Equal((1, 0, true), (board.Total.All, board.Total.Overdue, board.Reconciles));
    }

    [Fact]
    public void A_row_that_only_rules_unknown_to_the_book_speak_of_is_none()
    {
        var board = Compose(new(BanBo, "KHONG-CO", Domain.Boards.Line.NoData), new(Front, "KHONG-CO", Line(Status.Open)), new(BanHon, "MT-PB", Line(Status.Open)));

        Assert.Equal(["3421"], board.Rows.Select(row => row.Head.Id));
    }

    [Fact]
    public void Totals_of_rows_and_columns_are_the_sums_of_their_cells() => Laws.Hold(
        from parts in (
            from row in Gen.Elements(BanHon, BanBo, Town, Front)
            from rule in Gen.Elements("MT-PB", "MT-GS", "UB-DT", "HOI-DH-NK", "MT-BC-KY")
            from line in LineTests.AnyLine
            select new Part(row, rule, line)).ListOf()
        select parts,
        parts =>
        {
            var board = Board.Compose(Samples.District, 2023, Book, parts);
            var all = Domain.Boards.Line.Sum(parts.Where(part => board.Columns.Any(column => column.Rule.Code == part.Rule)).Select(part => part.Line));
            Assert.True(board.Reconciles);
            Assert.Equal(all, board.Total);
            Assert.Equal(all, Domain.Boards.Line.Sum(board.Rows.Select(row => row.Total)));
            Assert.All(board.Columns, column => Assert.Equal(Domain.Boards.Line.Sum(parts.Where(part => part.Rule == column.Rule.Code).Select(part => part.Line)), column.Total));
            Assert.Equal(board.Rows.Select(row => row.Head.Id).Order(), board.WorstFirst.Select(row => row.Head.Id).Order());
        });

    [Fact]
    public void A_board_whose_rows_and_columns_differ_does_not_reconcile()
    {
        var board = Compose(new(BanHon, "MT-PB", Line(Status.Overdue)), new(BanBo, "MT-PB", Line(Status.Fulfilled)));

        Assert.True(board.Reconciles);
        Assert.False((board with { Rows = board.Rows.RemoveAt(0) }).Reconciles);
    }
}
