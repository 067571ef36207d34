using System.IO.Compression;
using System.Text.Json;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Web.Boards;
using static HoiQC.Web.Tests.Live.Samples;

namespace HoiQC.Web.Tests.Live;

public sealed class CommunesSizeTests
{
    private static readonly string[] Syllables =
    [
        "An", "Bản", "Bình", "Cao", "Châu", "Đông", "Đức", "Giang", "Hà", "Hải", "Hòa", "Hồng", "Hưng", "Khánh", "Khun", "Lâm", "Lập", "Lộc", "Long", "Mai", "Minh", "Mường",
        "Nà", "Nam", "Ngọc", "Nghĩa", "Phong", "Phú", "Phước", "Quảng", "Sơn", "Tả", "Tam", "Tân", "Thạch", "Thanh", "Thành", "Thèn", "Thịnh", "Thuận", "Trung", "Vĩnh", "Xuân", "Yên",
    ];

    private static readonly Status[] Statuses = [Status.Fulfilled, Status.Fulfilled, Status.Open, Status.DueSoon, Status.Behind, Status.Overdue, Status.Escalated, Status.FulfilledLate];

    [Fact]
    public void The_country_of_3321_communes_and_ten_rules_travels_in_60_KB()
    {
        var chance = new Random(217);
        var parts = Enumerable.Range(1, 3321).SelectMany(commune =>
        {
            var name = $"{Syllables[chance.Next(Syllables.Length)]} {Syllables[chance.Next(Syllables.Length)]}";
            var head = new RowHead(RowKind.Unit, (commune * 3).ToString("D5", System.Globalization.CultureInfo.InvariantCulture), (commune % 4 == 0 ? "Phường " : "Xã ") + name, name);
            return Enumerable.Range(1, 10).Select(rule => new Part(head, Code(rule), Line(Statuses[chance.Next(Statuses.Length)])));
        });
        var reading = new BoardReading(Board.Compose(District, 2023, Book(10), parts), null, 123456, Day);
        var options = new JsonSerializerOptions();
        Json.Configure(options);
        var body = JsonSerializer.SerializeToUtf8Bytes(CommunesAnswer.Of(reading), options);

        Assert.InRange(Compressed(body, stream => new BrotliStream(stream, CompressionLevel.Optimal)), 1, 60 * 1024);
        Assert.InRange(Compressed(body, stream => new GZipStream(stream, CompressionLevel.Optimal)), 1, 60 * 1024);
    }

    private static long Compressed(byte[] body, Func<Stream, Stream> compression)
    {
        using var held = new MemoryStream();
        using (var stream = compression(held)) stream.Write(body);
        return held.ToArray().LongLength;
    }
}
