using System.Globalization;
using System.Text;
using Dapper;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;

namespace HoiQC.Silo.Tests.Record;

public sealed class ChainWalkTests
{
    public static TheoryData<string> Texts => ["account", "name", "via", "came_from", "what", "subject", "unit", "old", "new"];

    [Fact]
    public async Task A_record_that_nobody_touched_is_whole()
    {
        using var kept = await KeptRecord.Of(7);
        await kept.Write(8);

        var (head, unsealed, faults) = await kept.Walk();

        Assert.Equal((7, 1), (head.Number, unsealed));
        Assert.Equal(await kept.Head(), head);
        Assert.Empty(faults);
        using var empty = new KeptRecord();
        Assert.Empty((await empty.Walk()).Faults);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task One_byte_of_any_text_of_any_row_gives_the_row_away(string column)
    {
        const int Rows = 6;
        using var kept = await KeptRecord.Of(Rows);
        for (var row = 1; row <= Rows; row++)
        {
            var text = await kept.Database.Read(connection => connection.ExecuteScalar<string?>($"SELECT {column} FROM record WHERE id = @row", new { row }));
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            for (var place = 0; place < bytes.Length; place++)
            {
                byte[] altered = [.. bytes];
                altered[place] ^= 1;
                kept.Alter($"UPDATE record SET {column} = {(TestDatabase.IsPostgres ? "convert_from(@altered, 'LATIN1')" : "CAST(@altered AS TEXT)")} WHERE id = @row", new { altered, row });
                await Names(kept, row);
            }
            foreach (var other in new[] { $"CAST({column} AS BLOB)", $"{column} || ' '", "NULL", "''" })
            {
                if (TestDatabase.IsPostgres && other.Contains("BLOB", StringComparison.Ordinal)) continue;      // a column has one type there
                if (text is null ? other != "''" : other == "NULL" && column is not ("unit" or "old" or "new")) continue;
                kept.Alter($"UPDATE record SET {column} = @text WHERE id = @row; UPDATE record SET {column} = {other} WHERE id = @row", new { text, row });
                await Names(kept, row);
            }
            kept.Alter($"UPDATE record SET {column} = @text WHERE id = @row", new { text, row });
            Assert.Equal("nguyên vẹn", await kept.Found());
        }
    }

    [Fact]
    public async Task Another_instant_or_another_id_gives_the_row_away()
    {
        using var kept = await KeptRecord.Of(6);
        for (var row = 1; row <= 6; row++)
        {
            kept.Alter("UPDATE record SET at = at + 1 WHERE id = @row", new { row });
            await Names(kept, row);
            kept.Alter("UPDATE record SET at = 9223372036854775807 WHERE id = @row", new { row });
            await Names(kept, row);
            kept.Alter("UPDATE record SET at = @at WHERE id = @row", new { row, at = Columns.Of(KeptRecord.Morning.AddMinutes(row)) });
            Assert.Equal("nguyên vẹn", await kept.Found());

            kept.Alter("UPDATE record SET id = id + 100 WHERE id = @row", new { row });
            Assert.Contains($"Dòng {row} của nhật ký đã bị xóa", await kept.Found(), StringComparison.Ordinal);
            kept.Alter("UPDATE seal SET record = record + 100 WHERE number = @row", new { row });
            Assert.NotEqual("nguyên vẹn", await kept.Found());
            kept.Alter("UPDATE record SET id = id - 100 WHERE id > 100; UPDATE seal SET record = @row WHERE number = @row", new { row });
            Assert.Equal("nguyên vẹn", await kept.Found());
        }
    }

    [Theory]
    [InlineData("DELETE FROM record WHERE id = 3; DELETE FROM seal WHERE record = 3", "Dòng 3 của nhật ký đã bị xóa; dòng đứng ngay trước là dòng 2 (mã 2, 09:02:00, 05/01/2024, Lò Thị Bình: Nộp minh chứng – 3402-FrontBloc/MT-PB/2023#TD-000002)")]
    [InlineData("DELETE FROM record WHERE id IN (3, 4); DELETE FROM seal WHERE record IN (3, 4)", "Các dòng 3–4 của nhật ký đã bị xóa")]
    [InlineData("DELETE FROM record WHERE id = 1; DELETE FROM seal WHERE record = 1", "Dòng 1 của nhật ký đã bị xóa.")]
    [InlineData("DELETE FROM record WHERE id = 3", "Dòng 3 của nhật ký đã bị xóa; dấu niêm phong của nó vẫn còn")]
    [InlineData("DELETE FROM seal WHERE number = 3", "Dòng 3 của nhật ký mất dấu niêm phong: dấu đã bị xóa, dòng còn lại là dòng (mã 3, ")]
    [InlineData("DELETE FROM record WHERE id = 3; DELETE FROM seal WHERE record = 3; UPDATE seal SET number = number - 1 WHERE number > 3", "Dòng 3 của nhật ký (mã 4, ")]
    public async Task A_row_taken_out_of_the_middle_is_missed(string sql, string said)
    {
        using var kept = await KeptRecord.Of(6);
        kept.Alter(sql);
        Assert.StartsWith(said, await kept.Found(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Có dòng đã bị chèn vào nhật ký sau khi niêm phong: dòng (mã 20, ")]
    [InlineData("UPDATE seal SET number = -number WHERE number > 3; UPDATE seal SET number = 1 - number WHERE number < 0; INSERT INTO seal VALUES (4, 20, 'ab')", "Dòng 4 của nhật ký (mã 20, ")]
    public async Task A_row_put_into_the_middle_is_found(string sql, string said)
    {
        using var kept = await KeptRecord.Of(6);
        kept.Alter("UPDATE record SET id = id * 10; UPDATE seal SET record = record * 10; DELETE FROM seal; UPDATE record SET id = id - 5 WHERE id = 20;" + TestDatabase.Given(0));
        await SealTable.ChainAll(kept.Database);
        Assert.Equal("nguyên vẹn", await kept.Found());

        kept.Alter("INSERT INTO record (id, at, account, name, via, came_from, what, subject) VALUES (20, 0, '', '', '', '', 'relief.waived', 'x');" + TestDatabase.Given(0) + sql);
        Assert.StartsWith(said, await kept.Found(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_changed_places_are_found()
    {
        using var rows = await KeptRecord.Of(6);
        rows.Alter("UPDATE record SET id = -2 WHERE id = 2; UPDATE record SET id = 2 WHERE id = 4; UPDATE record SET id = 4 WHERE id = -2");
        Assert.StartsWith("Dòng 2 của nhật ký (mã 2, 09:04:00, 05/01/2024, ", await rows.Found(), StringComparison.Ordinal);

        using var seals = await KeptRecord.Of(6);
        seals.Alter("UPDATE seal SET record = -record WHERE number IN (2, 4); UPDATE seal SET record = 6 + record WHERE record < 0");
        Assert.StartsWith("Dòng 2 của nhật ký (mã 4, ", await seals.Found(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_seal_is_told_from_an_altered_row()
    {
        using var kept = await KeptRecord.Of(6);
        var hash = (await kept.Database.Read(connection => connection.Query<string>("SELECT hash FROM seal ORDER BY number"))).ToList();
        for (var row = 1; row < 6; row++)
        {
            kept.Alter("UPDATE seal SET hash = @other WHERE number = @row", new { row, other = new string('a', 64) });
            Assert.StartsWith($"Dấu niêm phong của dòng {row} đã bị sửa; nội dung dòng (mã {row}, ", await kept.Found(), StringComparison.Ordinal);
            kept.Alter("UPDATE seal SET hash = 'không phải dấu' WHERE number = @row", new { row });
            Assert.StartsWith($"Dấu niêm phong của dòng {row} đã bị sửa", await kept.Found(), StringComparison.Ordinal);
            kept.Alter("UPDATE seal SET hash = @hash WHERE number = @row", new { row, hash = hash[row - 1] });
        }

        // Of the last row only a head that was kept can tell.
        var head = new KeptHead(await kept.Head(), "bản in");
        kept.Alter("UPDATE seal SET hash = @other WHERE number = 6", new { other = new string('a', 64) });
        Assert.Equal("Dòng 6 của nhật ký", (await kept.Found())[..18]);
        Assert.StartsWith("Dấu niêm phong của dòng 6 đã bị sửa", await kept.Found(head), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_cut_off_is_missed_by_the_database_itself_and_by_every_head_that_was_kept()
    {
        using var kept = await KeptRecord.Of(6);
        var head = new KeptHead(await kept.Head(), "bản in ngày 05/01/2024");

        kept.Alter("DELETE FROM seal WHERE number > 4; DELETE FROM record WHERE id > 4");
        Assert.Equal("Phần cuối của nhật ký đã bị cắt: đã từng ghi đến dòng mã 6, nay dòng cuối cùng mang mã 4.", await kept.Found());

        kept.Alter(TestDatabase.Given(4));
        Assert.Equal("nguyên vẹn", await kept.Found());
        Assert.StartsWith("Phần cuối của nhật ký đã bị cắt: dòng 6 có trong bản in ngày 05/01/2024, nhưng nhật ký nay dừng ở dòng 4 (mã 4, ", await kept.Found(head), StringComparison.Ordinal);

        // Other rows in their place do not help.
        for (var row = 5; row <= 7; row++) await kept.Write(row + 10);
        await SealTable.ChainAll(kept.Database);
        Assert.Equal("nguyên vẹn", await kept.Found());
        Assert.StartsWith("Nhật ký đã bị viết lại: dấu của dòng 6 nay khác với dấu có trong bản in ngày 05/01/2024.", await kept.Found(head), StringComparison.Ordinal);

        kept.Alter("DELETE FROM seal; DELETE FROM record;" + TestDatabase.Given(0));
        Assert.EndsWith("nhật ký nay dừng ở trước dòng đầu tiên.", await kept.Found(head), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_computed_anew_over_altered_rows_does_not_fit_the_heads()
    {
        using var kept = await KeptRecord.Of(6);
        var heads = await kept.Database.Read(connection => connection.Rows("SELECT number, hash FROM seal", null, reader => new KeptHead(new(reader.GetInt64(0), reader.GetString(1)), "sổ")).ToArray());

        kept.Alter("UPDATE record SET name = 'Người khác' WHERE id = 4; DELETE FROM seal");
        await SealTable.ChainAll(kept.Database);

        Assert.Equal("nguyên vẹn", await kept.Found());
        Assert.Equal("nguyên vẹn", await kept.Found(heads[..3]));
        Assert.StartsWith("Nhật ký đã bị viết lại: dấu của dòng 4 ", await kept.Found(heads), StringComparison.Ordinal);
    }

    private static async Task Names(KeptRecord kept, int row) =>
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Dòng {row} của nhật ký (mã {row}, "), await kept.Found(), StringComparison.Ordinal);
}
