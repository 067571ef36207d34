using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;

namespace HoiQC.Domain.Tests;

public class OwnersTests
{
    private static readonly UnitTree Tree = new([Samples.Province, Samples.District, .. Samples.Communes, new("3500", "Xã Bình Lư", "Bình Lư", "xã", "commune", "12", new(2025, 7, 1), null)]);

    [Theory]
    [InlineData("", "3390 3421 106 12 3500")]
    [InlineData("106", "3390 3421 106")]
    [InlineData("=106", "106")]
    [InlineData("=106|3421", "3421 106")]
    [InlineData("12", "3390 3421 106 12 3500")]
    [InlineData("=12|3500", "12 3500")]
    [InlineData("999|=998", "")]
    public void A_territory_is_a_list_of_subtrees_and_of_units_alone(string territory, string units)
    {
        var owners = Samples.Rule("CU-DT", ("territory", territory)).Owners;

        Assert.Equal(units, string.Join(' ', new[] { "3390", "3421", "106", "12", "3500" }.Where(code => owners.Reach(Tree, Tree.Find(code)!))));
    }

    [Theory]
    [InlineData("", "RedCross", true, true, true)]
    [InlineData("", "RedCross", true, false, true)]
    [InlineData("yes", "RedCross", true, true, true)]
    [InlineData("yes", "RedCross", true, false, false)]
    [InlineData("no", "RedCross", true, true, false)]
    [InlineData("no", "RedCross", true, false, true)]
    [InlineData("", "RedCross", false, false, false)]
    [InlineData("", "Association", false, false, true)]
    public void An_association_is_named_by_its_class_and_told_apart_by_its_special_status(string special, string kind, bool isAssociation, bool isSpecial, bool owes) =>
        Assert.Equal(owes, Samples.Rule("HOI-KH-NAM", ("special_status", special)).Owners.Include(kind, isAssociation, isSpecial, "district"));

    [Fact]
    public void No_level_is_assumed() => Assert.False(Samples.Rule("MT-GS-H").Owners.Include("FatherlandFront", isAssociation: false, special: false, "commune"));
}
