using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Boards;

namespace HoiQC.Grains.Tests.District;

public class LineConverterTests
{
    [Fact]
    public void A_line_arrives_as_it_was_sent()
    {
        var converter = new LineConverter();
        var since = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(7));
        Line[] lines =
        [
            Line.NoData,
            .. Enum.GetValues<Status>().Select(status => new Line(status, since, new(2023, 12, 31), new(2024, 3, 15), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
        ];

        Assert.All(lines, line => Assert.Equal(line, converter.ConvertFromSurrogate(converter.ConvertToSurrogate(line))));
    }
}
