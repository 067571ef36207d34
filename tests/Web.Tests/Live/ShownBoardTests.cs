using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Web.Boards;
using HoiQC.Web.Boards.Live;
using static HoiQC.Web.Tests.Live.Samples;

namespace HoiQC.Web.Tests.Live;

public sealed class ShownBoardTests
{
    private readonly ShownBoard _board = new(new("106", 2023, Communes: false));

    [Fact]
    public void A_change_carries_its_cell_and_the_totals_it_moved()
    {
        _board.Take(Reading(10, ("1", Status.DueSoon), ("2", Status.DueSoon)), At);
        var change = _board.Take(Reading(12, ("1", Status.Fulfilled), ("2", Status.DueSoon)), At)!;

        Assert.Equal((10, 12, false), (change.Prev, change.Seq, change.Reset));
        Assert.Equal([("unit:1", "QT-1"), ("unit:1", "*"), ("*", "QT-1"), ("*", "*")], change.Cells.Select(cell => (cell.Row, cell.Rule)));
        Assert.Equal("Fulfilled", change.Cells[0].Status);
    }

    [Fact]
    public void Changes_follow_each_other_by_their_numbers()
    {
        _board.Take(Reading(10, ("1", Status.Open)), At);
        var first = _board.Take(Reading(12, ("1", Status.DueSoon)), At)!;
        var silent = _board.Take(Reading(15, ("1", Status.DueSoon)), At)!;
        var again = _board.Take(Reading(15, ("1", Status.Overdue)), At)!;

        Assert.Equal([(10, 12), (12, 15), (15, 15)], new[] { first, silent, again }.Select(change => (change.Prev, change.Seq)));
        Assert.Empty(silent.Cells);
        Assert.Null(_board.Take(Reading(15, ("1", Status.Overdue)), At));
    }

    [Fact]
    public void What_is_shown_is_never_below_a_number_already_shown()
    {
        _board.Take(Reading(12, ("1", Status.Fulfilled)), At);
        var late = Reading(11, ("1", Status.Open));

        Assert.True(_board.IsBehind(late));
        Assert.Null(_board.Take(late, At));
        Assert.Equal("Fulfilled", _board.Open(0, 12, At).Cells[0].Status);
    }

    [Fact]
    public void Opening_again_answers_what_changed_since_with_what_stands_there_now()
    {
        _board.Take(Reading(10, ("1", Status.Open), ("2", Status.Open)), At);
        _board.Take(Reading(11, ("1", Status.DueSoon), ("2", Status.Open)), At);
        _board.Take(Reading(12, ("1", Status.Overdue), ("2", Status.Open)), At);

        var change = _board.Open(10, 12, At);
        Assert.Equal((10, 12, false), (change.Prev, change.Seq, change.Reset));
        Assert.Equal("Overdue", Assert.Single(change.Cells, cell => cell is { Row: "unit:1", Rule: "QT-1" }).Status);
        Assert.DoesNotContain(change.Cells, cell => cell.Row == "unit:2");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(99)]
    public void A_number_of_nowhere_gets_the_whole_board(long after)
    {
        _board.Take(Reading(10, ("1", Status.Open)), At);
        var change = _board.Open(after, newest: 10, At);
        Assert.True(change.Reset);
        Assert.Equal((10, 4), (change.Seq, change.Cells.Length));
    }

    [Fact]
    public void Who_saw_more_than_has_come_here_is_not_shown_less()
    {
        _board.Take(Reading(10, ("1", Status.Open)), At);
        var change = _board.Open(12, newest: 14, At);
        Assert.Equal((12, 12, false, 0), (change.Prev, change.Seq, change.Reset, change.Cells.Length));
    }

    [Fact]
    public void Another_row_makes_it_another_board()
    {
        _board.Take(Reading(10, ("1", Status.Open)), At);
        var change = _board.Take(Reading(11, ("1", Status.Open), ("2", Status.Open)), At)!;
        Assert.True(change.Reset);
        Assert.True(_board.Open(10, 11, At).Reset);
    }

    [Fact]
    public void On_a_new_day_the_days_left_are_others()
    {
        _board.Take(Reading(10, Day, ("1", Status.DueSoon)), At);
        var change = _board.Take(Reading(10, Day.AddDays(1), ("1", Status.DueSoon)), At)!;
        Assert.Equal((10, 10), (change.Prev, change.Seq));
        Assert.Equal("◔ 2", change.Cells[0].Text);
    }

    [Fact]
    public void A_board_of_communes_takes_the_lines_of_one_commune_and_moves_the_totals()
    {
        var communes = new ShownBoard(new("106", 2023, Communes: true));
        communes.Take(Reading(10, ("1", Status.DueSoon), ("2", Status.DueSoon)), At);

        var (change, complete) = communes.Take([Lines("2", 12, Status.Overdue)], Book(), Day, At);
        Assert.True(complete);
        Assert.Equal((10, 12), (change!.Prev, change.Seq));
        Assert.Equal([("unit:2", "QT-1"), ("unit:2", "*"), ("*", "QT-1"), ("*", "*")], change.Cells.Select(cell => (cell.Row, cell.Rule)));
        Assert.Equal((2, 1), (change.Cells[^1].All, change.Cells[^1].Overdue));

        Assert.Equal((null, true), communes.Take([Lines("2", 11, Status.DueSoon)], Book(), Day, At));
        Assert.Equal((null, false), communes.Take([Lines("3", 13, Status.DueSoon)], Book(), Day, At));
        Assert.Equal(11, communes.Take([Lines("1", 11, Status.Fulfilled)], Book(), Day, At).Change!.Cells[0] is { Status: "Fulfilled" } ? 11 : 0);
        Assert.Equal(12, communes.Number);
    }

    private static BoardReading Reviewed(long number, params (string Unit, int All, int Late)[] waiting) => Reading(number, ("1", Status.Open), ("2", Status.Open)) with
    {
        Reviews = new(waiting.ToImmutableDictionary(row => row.Unit, row => new HoiQC.Domain.Boards.Waiting(row.All, row.Late)), 5),
    };

    [Fact]
    public void What_waits_for_review_moves_its_own_cells_and_its_own_sum_and_nothing_else()
    {
        _board.Take(Reviewed(10), At);
        var change = _board.Take(Reviewed(11, ("2", 3, 1)), At)!;

        Assert.False(change.Reset);
        Assert.Equal([("unit:2", "reviews", "⇪ 3 · 1 trễ", "ReviewLate"), ("*", "reviews", "⇪ 3 · 1 trễ", "ReviewLate")], change.Cells.Select(cell => (cell.Row, cell.Rule, cell.Text, cell.Status)));
        Assert.Equal("Xã 2, 3 minh chứng chờ duyệt, 1 quá 5 ngày làm việc", change.Cells[0].Label);
        Assert.Equal(["NoReview", "NoReview"], _board.Take(Reviewed(12), At)!.Cells.Select(cell => cell.Status));
    }

    [Fact]
    public void A_board_of_communes_keeps_its_column_of_reviews()
    {
        var communes = new ShownBoard(new("106", 2023, Communes: true));
        communes.Take(Reviewed(10, ("1", 1, 0)), At);

        var (change, _) = communes.Take([Lines("2", 12, Status.Fulfilled)], Book(), Day, At, Reviewed(12, ("2", 1, 0)).Reviews);
        Assert.False(change!.Reset);
        Assert.Equal([("unit:1", "NoReview"), ("unit:2", "Submitted")], change.Cells.Where(cell => cell.Rule == "reviews").Select(cell => (cell.Row, cell.Status)));
    }

    [Fact]
    public void A_filtered_board_has_the_totals_of_the_rows_shown()
    {
        var board = Reading(1, ("Bản Hon", Status.Overdue), ("Bản Bo", Status.Fulfilled), ("Nà Tăm", Status.Overdue)).Board;

        var found = new BoardFilter("ban  HON", OnlyOverdue: false).Apply(board);
        Assert.Equal("Bản Hon", Assert.Single(found.Rows).Head.Id);
        Assert.Equal((1, 1), (found.Total.All, found.Columns[0].Total.Overdue));
        Assert.Equal(2, new BoardFilter(null, OnlyOverdue: true).Apply(board).Total.All);
        Assert.Same(board, BoardFilter.None.Apply(board));
        Assert.Equal(HoiQC.Domain.Boards.Line.NoData, new BoardFilter("không có", OnlyOverdue: true).Apply(board).Total);
    }
}
