using HoiQC.Grains.Configuration;
using HoiQC.Silo.Publications;

namespace HoiQC.Silo.Tests.Publications;

public class DraftsTests
{
    [Theory]
    [InlineData("next", null, "mode", "“từ một ngày” hoặc “áp dụng cả cho nghĩa vụ đang mở”, ngày bắt đầu sau ngày 01/01/2024")]
    [InlineData("from", "2024-01-01", "valid_from", "Đề nghị chọn ngày khác")]
    [InlineData("open", "2024-01-01", "valid_from", "Đề nghị chọn ngày khác")]
    [InlineData("from", "2024-01-02", null, null)]
    [InlineData("open", "2024-01-02", null, null)]
    public async Task Where_a_version_begins_on_that_day_already_the_refusal_says_what_can_be_published(string mode, string? from, string? field, string? advice)
    {
        using var world = await World.TamDuong(2023, 12, 20);
        await world.Rule("MT-PB", World.Front, "commune", ("name", "Hội nghị phản biện xã hội"), ("from", "2024-01-01")).Publish();
        var stored = await world.Database.Read(StoredDocuments.Read);
        var row = stored.Rules.Rules.Last(rule => rule.Code == "MT-PB").Row.Remove("from").SetItem("due", "30/11");

        var (read, refusals) = Drafts.Read(
            new RuleDraft("MT-PB", row, mode, from is null ? null : DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), null, "Ban Dân vận", null), stored, world.Clock.Today);

        Assert.Equal(field is null, read is not null);
        Assert.Equal(field, refusals.SingleOrDefault()?.Field);
        if (advice is not null) Assert.Contains(advice, refusals[0].Sentence, StringComparison.Ordinal);
    }
}
