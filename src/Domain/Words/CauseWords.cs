namespace HoiQC.Domain.Words;

/// <summary>How the causes of transitions and bindings are said.</summary>
public static class CauseWords
{
    /// <summary>A cause in words: "nhận minh chứng K7F2-9QX4", "gia hạn, quyết định B3C4-7HJK".</summary>
    public static string Of(string cause) => cause.Split(':', 2) switch
    {
        ["received", var code] => $"nhận minh chứng {code}",
        ["accepted", var code] => $"chấp nhận minh chứng {code}",
        ["returned", var code] => $"trả lại minh chứng {code}, yêu cầu bổ sung",
        ["withdrawn", var code] when code.StartsWith(Events.EventKind.Mark, StringComparison.Ordinal) => $"rút lại sự kiện {code}",
        ["withdrawn", var code] => $"rút lại minh chứng {code}",
        ["event", var code] => $"ghi nhận sự kiện {code}",
        ["extended", var code] => $"gia hạn, quyết định {code}",
        ["waived", var code] => $"được miễn, quyết định {code}",
        ["notApplicable", var code] => $"không áp dụng, quyết định {code}",
        ["lifted", var code] => $"bỏ quyết định trước, mã {code}",
        ["quantity", var code] => $"số lượng theo kế hoạch, minh chứng {code}",
        ["publication", _] => "công bố quy tắc hoặc lịch mới",
        ["opened", ..] => "khi nghĩa vụ được mở",
        _ => "đến ngày theo lịch",
    };
}
