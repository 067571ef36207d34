using HoiQC.Domain.Units;

namespace HoiQC.Domain.Tests.Units;

public class UnitTreeTests
{
    private static readonly Unit Ward = new("40", "Phường Tân Phong", "Tân Phong", "phường", "commune", "12", new(2025, 7, 1), null);

    private static readonly Unit[] All = [.. Samples.Communes.Reverse(), Ward, Samples.District, Samples.Province];

    private static readonly UnitTree Tree = new(All);

    private static Unit Unit(string code, string? parent) => new(code, $"Xã {code}", code, "xã", "commune", parent, new(2004, 1, 1), null);

    [Fact]
    public void The_tree_knows_what_lies_below_and_above()
    {
        Assert.Equal(["12"], Tree.Roots.Select(unit => unit.Code));
        Assert.Equal(["40", "106"], Tree.Children("12").Select(unit => unit.Code));
        Assert.Equal(Samples.Communes, Tree.Children("106"));
        Assert.Equal(["106", "12"], Tree.Ancestors("3421").Select(unit => unit.Code));
        Assert.Equal("Bản Hon", Tree.Find("3421")!.ShortName);
        Assert.Equal(16, Tree.All.Count);
        Assert.Empty(Tree.Children("3421"));
        Assert.Null(Tree.Find("03421"));
    }

    [Fact]
    public void A_subtree_has_parents_before_children_in_the_order_of_codes()
    {
        Assert.Equal(["12", "40", "106", .. Samples.Communes.Select(unit => unit.Code)], Tree.Subtree("12").Select(unit => unit.Code));
        Assert.Equal(["3421"], Tree.Subtree("3421").Select(unit => unit.Code));
        Assert.Empty(Tree.Subtree("không có"));
    }

    [Fact]
    public void Units_that_form_a_tree_have_no_fault() => Assert.Null(UnitTree.Fault(All));

    [Fact]
    public void A_code_given_twice_is_a_fault() => Assert.Equal(("106", "Mã đơn vị 106 xuất hiện hai lần."), UnitTree.Fault([.. All, Samples.District]));

    [Fact]
    public void An_unknown_parent_is_a_fault() => Assert.Equal(("41", "Đơn vị cấp trên 999 không có trong danh sách đơn vị."), UnitTree.Fault([.. All, Unit("41", "999")]));

    [Fact]
    public void An_end_before_the_beginning_is_a_fault() =>
        Assert.Equal(("41", "Ngày hết hiệu lực đứng trước ngày có hiệu lực."), UnitTree.Fault([.. All, Unit("41", "12") with { ValidTo = new(2003, 12, 31) }]));

    [Fact]
    public void A_unit_above_itself_is_a_fault()
    {
        Assert.Equal(("41", "Đơn vị 41 là cấp trên của chính nó."), UnitTree.Fault([Unit("41", "41")]));
        Assert.Equal(("41", "Đơn vị 41 là cấp trên của chính nó."), UnitTree.Fault([.. All, Unit("41", "42"), Unit("42", "43"), Unit("43", "41")]));
    }

    [Fact]
    public void The_fault_of_a_ring_is_laid_to_a_unit_in_it_not_to_one_below_it() =>
        Assert.Contains(UnitTree.Fault([Unit("50", "41"), Unit("41", "42"), Unit("42", "41")])!.Value.Code, new[] { "41", "42" });

    [Fact]
    public void Codes_are_ordered_as_numbers_then_as_texts() =>
        Assert.Equal(["9", "0012", "12", "106", "3390", "106-FatherlandFront", "A1"], new[] { "A1", "106-FatherlandFront", "3390", "12", "106", "0012", "9" }.Order(CodeOrder.Instance));

    [Theory]
    [InlineData(2003, false)]
    [InlineData(2004, true)]
    [InlineData(2025, true)]
    [InlineData(2026, false)]
    public void A_unit_exists_in_the_years_of_its_validity(int year, bool exists) => Assert.Equal(exists, Samples.District.ExistsIn(year));
}
