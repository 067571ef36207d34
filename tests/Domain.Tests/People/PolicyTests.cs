using HoiQC.Domain.People;
using HoiQC.Domain.Units;

namespace HoiQC.Domain.Tests.People;

/// <summary>Who may do what, where: two districts of one province, and the commune that was made of two.</summary>
public sealed class PolicyTests
{
    private static readonly DateOnly Day = new(2023, 12, 28);

    private static readonly UnitTree Tree = new(
    [
        new("12", "Tỉnh Lai Châu", "Lai Châu", "tỉnh", "province", null, new(2004, 1, 1), null),
        new("106", "Huyện Tam Đường", "Tam Đường", "huyện", "district", "12", new(2004, 1, 1), new(2025, 6, 30)),
        new("3430", "Xã Khun Há", "Khun Há", "xã", "commune", "106", new(2004, 1, 1), new(2025, 6, 30)),
        new("3421", "Xã Bản Hon", "Bản Hon", "xã", "commune", "106", new(2004, 1, 1), new(2025, 6, 30)),
        new("109", "Huyện Phong Thổ", "Phong Thổ", "huyện", "district", "12", new(2004, 1, 1), new(2025, 6, 30)),
        new("3543", "Xã Sin Suối Hồ", "Sin Suối Hồ", "xã", "commune", "109", new(2004, 1, 1), null),
        new("90001", "Xã Khun Há mới", "Khun Há", "xã", "commune", "12", new(2025, 7, 1), null),
    ]);

    public static TheoryData<string, Act, string?, bool> Cases => new()
    {
        { "Watcher:106", Act.ReadBoard, "106", true },
        { "Watcher:106", Act.ReadBoard, "3430", true },
        { "Watcher:106", Act.ReadBoard, "12", false },
        { "Watcher:106", Act.ReadBoard, "109", false },
        { "Watcher:106", Act.ReadBoard, "3543", false },
        { "Watcher:106", Act.ReadBoard, "999", false },
        { "Watcher:106", Act.ReadBoard, null, false },
        { "Watcher:*", Act.ReadBoard, "3543", true },
        { "Watcher:*", Act.ReadBoard, null, true },
        { "Watcher:106", Act.ReadBody, "3430/3430-FrontBloc", true },
        { "Watcher:106", Act.RecordCall, "3430/3430-FrontBloc", true },
        { "Watcher:106", Act.HandIn, "3430/3430-FrontBloc", false },
        { "Watcher:106", Act.Review, "3430/3430-FrontBloc", false },
        { "Watcher:106", Act.ReadRecord, "106", false },
        { "Reviewer:106", Act.Review, "3430/3430-FrontBloc", true },
        { "Reviewer:106", Act.Relieve, "3430/3430-FrontBloc", true },
        { "Reviewer:106", Act.RecordCall, "3430/3430-FrontBloc", false },
        { "Reviewer:109", Act.Review, "3430/3430-FrontBloc", false },
        { "Officer:3430-FatherlandFront", Act.ReadBody, "3430/3430-FatherlandFront", true },
        { "Officer:3430-FatherlandFront", Act.HandIn, "3430/3430-FatherlandFront", true },
        { "Officer:3430-FatherlandFront", Act.HandIn, "3430/3430-FrontBloc", true },
        { "Officer:3430-FatherlandFront", Act.HandIn, "3421/3421-FrontBloc", false },
        { "Officer:3430-FatherlandFront", Act.HandIn, "3430/3430-PeoplesCommittee", false },
        { "Officer:3430-PeoplesCommittee", Act.HandIn, "3430/3430-FrontBloc", false },
        { "Officer:3430-FatherlandFront", Act.ReadBoard, "3430", false },
        { "Officer:3430", Act.HandIn, "3430/3430-PeoplesCommittee", true },
        { "Officer:3430", Act.HandIn, "3421/3421-PeoplesCommittee", false },
        { "Officer:106", Act.ReadBoard, "106", false },
        { "Administrator:*", Act.Configure, null, true },
        { "Administrator:12", Act.Configure, null, false },
        { "Administrator:106", Act.KeepPeople, "3430", true },
        { "Administrator:106", Act.KeepPeople, "109", false },
        { "Administrator:*", Act.ReadBoard, "106", false },
        { "Administrator:*", Act.HandIn, "3430/3430-FrontBloc", false },
        { "Inspector:106", Act.ReadRecord, "3430", true },
        { "Inspector:106", Act.ReadBoard, "106", true },
        { "Inspector:106", Act.ReadRecord, "109", false },
        { "Inspector:106", Act.RecordCall, "3430/3430-FrontBloc", false },
        { "Display:106", Act.ReadBoard, "106", true },
        { "Display:106", Act.ReadBoard, "3430", false },
        { "Display:106", Act.ReadUnit, "106", false },
        { "Display:106", Act.ReadBody, "106/106-RedCross", false },
        { "Display:106", Act.BeHere, null, false },
        { "Officer:3430-FatherlandFront", Act.BeHere, null, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_role_reaches_what_its_scope_holds_and_nothing_else(string held, Act act, string? place, bool allowed) =>
        Assert.Equal(allowed, Policy.Allows(Holding(held), act, PlaceOf(place), Day, Tree));

    [Fact]
    public void Nobody_may_only_arrive()
    {
        foreach (var act in Enum.GetValues<Act>())
            Assert.Equal(act == Act.Arrive, Policy.Allows(Viewer.Nobody, act, new("106"), Day, Tree));
    }

    [Fact]
    public void A_unit_that_does_not_exist_yet_lies_in_no_scope_and_one_that_has_ended_stays_where_it_was()
    {
        Assert.False(Policy.Allows(Holding("Watcher:12"), Act.ReadBoard, new("90001"), Day, Tree));
        Assert.True(Policy.Allows(Holding("Watcher:12"), Act.ReadBoard, new("90001"), new(2025, 7, 1), Tree));
        Assert.True(Policy.Allows(Holding("Watcher:106"), Act.ReadBoard, new("3430"), new(2026, 1, 1), Tree));
    }

    [Fact]
    public void An_assignment_holds_from_its_first_to_its_last_day()
    {
        var held = new Assignment(Role.Watcher, RoleScope.Of("106"), new(2023, 12, 1), new(2023, 12, 31));
        Assert.Equal([false, true, true, false], new[] { new DateOnly(2023, 11, 30), new(2023, 12, 1), new(2023, 12, 31), new(2024, 1, 1) }.Select(held.HoldsOn));
    }

    [Theory]
    [InlineData("Watcher:3430", "Administrator:106", true)]
    [InlineData("Watcher:106", "Administrator:3430", false)]
    [InlineData("Officer:3430-FatherlandFront", "Administrator:106", true)]
    [InlineData("Watcher:*", "Administrator:12", false)]
    [InlineData("Watcher:*", "Administrator:*", true)]
    public void Nobody_gives_a_role_that_reaches_further_than_their_own(string given, string own, bool within) =>
        Assert.Equal(within, ScopeOf(given.Split(':')[1]).IsWithin(ScopeOf(own.Split(':')[1]), Day, Tree));

    private static Viewer Holding(string held) =>
        new("ai-do", "Ai đó", [new(Enum.Parse<Role>(held.Split(':')[0]), ScopeOf(held.Split(':')[1]), new(2020, 1, 1))]);

    private static RoleScope ScopeOf(string text) => text.Split('-') switch
    {
        ["*"] => RoleScope.Everything,
        [var unit, var kind] => RoleScope.Of(text, unit, kind),
        _ => RoleScope.Of(text),
    };

    private static Place PlaceOf(string? text) => text?.Split('/') switch
    {
        null => Place.Whole,
        [var unit, var body] => new(unit, body, body.EndsWith("-FrontBloc", StringComparison.Ordinal) ? ["FatherlandFront", "WomensUnion"] : []),
        _ => new(text),
    };
}
