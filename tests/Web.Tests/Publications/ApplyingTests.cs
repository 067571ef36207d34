using System.Text.Json;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Rules;
using HoiQC.Web.Boards;

namespace HoiQC.Web.Tests.Publications;

public sealed class ApplyingTests
{
    [Fact]
    public void A_board_says_what_is_being_applied_and_nothing_once_it_is_done()
    {
        var unit = new Domain.Units.Unit("106", "Huyện Tam Đường", "Tam Đường", "huyện", "district", "12", new(2004, 1, 1), null);
        var reading = new BoardReading(Board.Compose(unit, 2024, RuleBook.Empty, []), null, 7, new(2023, 12, 5));
        var options = new JsonSerializerOptions();
        Json.Configure(options);

        Assert.DoesNotContain("applying", JsonSerializer.Serialize(BoardAnswer.Of(reading), options), StringComparison.Ordinal);
        Assert.DoesNotContain("applying", JsonSerializer.Serialize(CommunesAnswer.Of(reading), options), StringComparison.Ordinal);
        var running = reading with { Applying = ["Hội nghị phản biện xã hội"] };
        Assert.Contains("\"applying\":[\"Hội nghị phản biện xã hội\"]", JsonSerializer.Serialize(BoardAnswer.Of(running), options), StringComparison.Ordinal);
        Assert.Contains("\"applying\":[\"Hội nghị phản biện xã hội\"]", JsonSerializer.Serialize(CommunesAnswer.Of(running), options), StringComparison.Ordinal);
    }
}
