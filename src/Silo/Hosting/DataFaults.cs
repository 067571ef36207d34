using System.Data.Common;
using System.Net.Sockets;
using HoiQC.Grains.Health;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Hosting;

/// <summary>What a database or a disk has against a request while the product runs. Whoever asked can only wait; the log tells the operator the rest.</summary>
internal sealed class DataFaults : IDataFaults
{
    private const string Full =
        "Máy chủ hết chỗ lưu nên chưa ghi được. Những gì đã có mã biên nhận vẫn được giữ. Đề nghị báo người phụ trách máy chủ, rồi gửi lại; gửi lại không bị ghi hai lần.";

    private const string Silent =
        "Cơ sở dữ liệu đang không trả lời. Những gì đã có mã biên nhận vẫn được giữ. Đề nghị thử lại sau nửa phút; nếu vẫn vậy, báo người phụ trách máy chủ.";

    /// <summary>A grain that did not answer in time still works, or waits for the disk: whether it stores is not known yet.</summary>
    private const string Slow =
        "Cơ sở dữ liệu chưa trả lời kịp; chưa rõ việc đã được lưu hay chưa. Đề nghị xem lại sau nửa phút rồi gửi lại nếu chưa có; nếu vẫn vậy, báo người phụ trách máy chủ.";

    private const string Moving =
        "Một máy của cụm vừa ngừng nên việc chưa được trả lời; chưa rõ đã được lưu hay chưa. Đề nghị gửi lại sau nửa phút; gửi lại không bị ghi hai lần.";

    /// <summary>Connection, resources, an operator's hand, the system: what passes without a change of the program.</summary>
    private static readonly string[] PassingStates = ["08", "53", "57", "58"];

    public string? SentenceOf(Exception error)
    {
        if (FolderFault.IsFull(error)) return Full;
        if (FolderFault.IsOfTheDisk(error)) return Silent;
        return error switch
        {
            // Another writer for too long, a connection that the server gave up; and a database that another process has taken meanwhile.
            DbException { SqlState: "55P03" or "25P03" } or DatabaseHeld => Silent,
            DbException { SqlState: { Length: 5 } state } when PassingStates.Contains(state[..2], StringComparer.Ordinal) => state is "53100" ? Full : Silent,
            DbException { IsTransient: true } or DbException { InnerException: SocketException or IOException or TimeoutException } => Silent,
            TimeoutException => Slow,
            OrleansMessageRejectionException => Moving,
            DataUnavailableException => error.Message,
            { InnerException: { } inner } => SentenceOf(inner),
            _ => null,
        };
    }
}
