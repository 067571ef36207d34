using HoiQC.Web.Boards.Live;

namespace HoiQC.Web.Tests.Live;

public sealed class FollowersTests
{
    private static readonly BoardKey District = new("106", 2023, Communes: false), Commune = new("3430", 2023, Communes: false);
    private readonly Followers _followers = new(new(null!, null!, null!, null!, TimeProvider.System, null!), most: 1);

    [Fact]
    public void So_many_boards_and_no_more_while_somebody_follows_them()
    {
        Assert.NotNull(_followers.Follow("a", District));
        Assert.Same(_followers.Find(District), _followers.Follow("b", District));
        Assert.Null(_followers.Follow("c", Commune));
    }

    [Fact]
    public void A_board_that_was_left_makes_room_for_another_but_is_kept_until_then()
    {
        _followers.Follow("a", District);
        Assert.Equal(District, _followers.Leave("a"));
        Assert.Null(_followers.Leave("a"));
        _followers.DropUnfollowed();
        Assert.NotNull(_followers.Find(District));

        Assert.NotNull(_followers.Follow("c", Commune));
        Assert.Null(_followers.Find(District));
    }
}
