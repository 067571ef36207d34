using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Words;

/// <summary>What decisions about one obligation are called.</summary>
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
}
