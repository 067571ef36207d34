using System.Text;
using HoiQC.Web.Boards;

namespace HoiQC.Web.Tests.Api;

[Collection(RunningProductCollection.Name)]
public sealed class CsvTests(RunningProduct product)
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84", "'+84")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [InlineData("Xã Bản Hon", "Xã Bản Hon")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("hai\ndòng", "\"hai\ndòng\"")]
    [InlineData("nói \"có\"", "\"nói \"\"có\"\"\"")]
    [InlineData("", "")]
    public void A_cell_is_harmless_and_stays_a_cell(string text, string cell) => Assert.Equal(cell, Csv.Cell(text));

    [Fact]
    public async Task The_board_opens_in_a_spreadsheet_with_the_totals_of_the_rows_shown()
    {
        var bytes = await product.Http.GetByteArrayAsync("/boards/106/board.csv?year=2023&asOf=2023-09-06&q=xa%20ban");
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");

        Assert.StartsWith("Loại,Mã,Tên,", lines[0], StringComparison.Ordinal);
        Assert.Equal(["3418", "3421", "3424"], lines[1..4].Select(line => line.Split(',')[1]));
        Assert.StartsWith("Cộng,,Huyện Tam Đường (chỉ các dòng đang lọc),", lines[4], StringComparison.Ordinal);
        var total = lines[4].Split(',');
        Assert.Equal(lines[1..4].Sum(line => int.Parse(line.Split(',')[^2], System.Globalization.CultureInfo.InvariantCulture)), int.Parse(total[^2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.StartsWith("Nhật ký kết thúc ở,", lines[5], StringComparison.Ordinal);
        Assert.Equal(["", lines[6]], [lines[6], lines[^1]]);
    }

    [Fact]
    public async Task The_gap_list_names_who_has_not()
    {
        using var response = await product.Http.GetAsync("/boards/106/gaps.csv?year=2023&asOf=2023-09-06&rule=MT-GS");
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("chua-thuc-hien-MT-GS-106-2023-tai-ngay-2023-09-06.csv", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("1,3400,Xã Tả Lèng,3400-FrontBloc,", lines[1], StringComparison.Ordinal);
        Assert.Contains("3/13 chưa hoàn thành", lines[4], StringComparison.Ordinal);
    }
}
