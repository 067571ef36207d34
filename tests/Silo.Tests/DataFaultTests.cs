using System.Data.Common;
using System.Net.Sockets;
using HoiQC.Silo.Hosting;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Tests;

/// <summary>What passes with the disk or the database is told apart from a fault of the program.</summary>
public sealed class DataFaultTests
{
    private readonly DataFaults _faults = new();

    public static TheoryData<Exception, string?> Errors => new()
    {
        { new SqliteException("database is locked", 5), "Cơ sở dữ liệu đang không trả lời" },
        { new SqliteException("disk I/O error", 10), "Cơ sở dữ liệu đang không trả lời" },
        { new SqliteException("database or disk is full", 13), "Máy chủ hết chỗ lưu" },
        { new IOException("No space left on device", 28), "Máy chủ hết chỗ lưu" },
        { new IOException("Disk quota exceeded", 122), "Máy chủ hết chỗ lưu" },
        { new IOException("File too large", 27), "Máy chủ hết chỗ lưu" },
        { new IOException("Input/output error", 5), "Cơ sở dữ liệu đang không trả lời" },
        { new InvalidOperationException("the grain failed", new SqliteException("database is locked", 6)), "Cơ sở dữ liệu đang không trả lời" },
        { new OtherDatabaseError("57P01"), "Cơ sở dữ liệu đang không trả lời" },
        { new OtherDatabaseError("08006"), "Cơ sở dữ liệu đang không trả lời" },
        { new OtherDatabaseError("53100"), "Máy chủ hết chỗ lưu" },
        { new OtherDatabaseError(null, new SocketException(111)), "Cơ sở dữ liệu đang không trả lời" },
        { new TimeoutException("Response did not arrive on time."), "Cơ sở dữ liệu chưa trả lời kịp; chưa rõ việc đã được lưu hay chưa" },
        { new OtherDatabaseError("23505"), null },
        { new OtherDatabaseError("42601"), null },
        { new SqliteException("UNIQUE constraint failed", 19), null },
        { new SqliteException("no such column", 1), null },
        { new IOException("The client reset the request stream."), null },
        { new InvalidOperationException("a fault of ours"), null },
    };

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void What_only_the_machine_can_mend_is_told_in_a_sentence_and_nothing_else_is(Exception error, string? begins)
    {
        var sentence = _faults.SentenceOf(error);
        if (begins is null) Assert.Null(sentence);
        else Assert.Matches($"^{begins}.*Đề nghị .*\\.$", sentence!);
    }

    private sealed class OtherDatabaseError(string? state, Exception? inner = null) : DbException("another database", inner)
    {
        public override string? SqlState => state;
    }
}
