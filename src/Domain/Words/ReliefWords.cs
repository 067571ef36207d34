using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Words;

/// <summary>What decisions about one obligation are called, and how the causes of its transitions and bindings are said.</summary>
public static class ReliefWords
{
    /// <summary>"Gia hạn", "Bỏ miễn".</summary>
    /// <param name="kind">The decision.</param>
    /// <param name="lifts">What a lifting takes back.</param>
    public static string Name(ReliefKind kind, ReliefKind? lifts = null) => (kind, lifts) switch
    {
        (ReliefKind.Extension, _) => "Gia hạn",
        (ReliefKind.Waiver, _) => "Miễn",
        (ReliefKind.NotApplicable, _) => "Không áp dụng",
        (_, ReliefKind.Extension) => "Bỏ gia hạn",
        (_, ReliefKind.Waiver) => "Bỏ miễn",
        (_, ReliefKind.NotApplicable) => "Bỏ không áp dụng",
        _ => "Bỏ quyết định",
    };

    /// <summary>The word that stands before the id of a decision in a cause: "extended:K7F2-9QX4".</summary>
    public static string Cause(ReliefKind kind) => kind switch
    {
        ReliefKind.Extension => "extended",
        ReliefKind.Waiver => "waived",
        ReliefKind.NotApplicable => "notApplicable",
        _ => "lifted",
    };

    /// <summary>A cause in words: "nhận minh chứng K7F2-9QX4", "theo quyết định gia hạn B3C4-7HJK".</summary>
    public static string Of(string cause) => cause.Split(':', 2) switch
    {
        ["received", var code] => $"nhận minh chứng {code}",
        ["withdrawn", var code] => $"rút lại minh chứng {code}",
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
