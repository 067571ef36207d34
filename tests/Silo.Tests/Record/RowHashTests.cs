using System.Security.Cryptography;
using System.Text;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Record;

public sealed class RowHashTests
{
    /// <summary>Worked out from what docs/record.md says, not by the program.</summary>
    [Fact]
    public async Task The_hash_is_the_one_that_the_documentation_describes()
    {
        using var kept = await KeptRecord.Of(1);
        using var bytes = new MemoryStream();
        bytes.Write(new byte[32]);
        bytes.Write([0, 0, 0, 0, 0, 0, 0, 1]);
        Whole(1);
        Whole(KeptRecord.Morning.AddMinutes(1).ToUnixTimeMilliseconds());
        foreach (var text in new[] { "can-bo", "Lò Thị Bình", "api", "10.0.0.7", "evidence.submitted", "3401-FrontBloc/MT-PB/2023#TD-000001", "3401", """{"status":"Open"}""", """{"status":"Đã nộp"}""" })
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            bytes.Write([(byte)'t', 0, 0, 0, (byte)utf8.Length, .. utf8]);
        }

        Assert.Equal(new RecordHead(1, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))), await kept.Head());

        void Whole(long number)
        {
            var big = BitConverter.GetBytes(number);
            Array.Reverse(big);
            bytes.Write([(byte)'i', 0, 0, 0, 8, .. big]);
        }
    }

    [Theory]
    [InlineData("a", "bc", "ab", "c")]
    [InlineData("", "ab", "ab", "")]
    [InlineData("x,y", "z", "x", "y,z")]
    public async Task What_stands_in_one_column_cannot_be_moved_to_the_next(string account, string name, string otherAccount, string otherName)
    {
        Assert.NotEqual(await HeadOf(account, name), await HeadOf(otherAccount, otherName));
        Assert.Equal(await HeadOf(account, name), await HeadOf(account, name));
    }

    [Theory]
    [InlineData("17:0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF", true)]
    [InlineData("17:0123", false)]
    [InlineData("-1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("17", false)]
    [InlineData("", false)]
    public void A_head_is_read_as_it_is_printed(string text, bool known)
    {
        var head = RecordHead.Read(text);
        Assert.Equal(known ? text.ToLowerInvariant() : null, head?.ToString());
    }

    private static async Task<RecordHead> HeadOf(string account, string name)
    {
        using var kept = new KeptRecord();
        await kept.Database.Write(connection =>
        {
            RecordTable.Write(connection, new RecordEntry("call.recorded", "x", null, null, null), new Actor(account, name, "api", ""), KeptRecord.Morning);
            return true;
        });
        return await SealTable.ChainAll(kept.Database);
    }
}
