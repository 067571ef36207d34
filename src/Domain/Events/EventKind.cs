using System.Collections.Immutable;

namespace HoiQC.Domain.Events;

/// <summary>A kind of dated fact that obligations count from, as rules name it.</summary>
/// <param name="Code">Its name in a rule pack: "planned congress".</param>
/// <param name="Label">Vietnamese, for a form: "Ngày dự kiến đại hội".</param>
/// <param name="Phrase">Vietnamese, inside a sentence: "ngày dự kiến đại hội".</param>
public sealed record EventKind(string Code, string Label, string Phrase)
{
    /// <summary>What every event's id begins with, so that nobody takes it for a receipt.</summary>
    public const string Mark = "SK-";

    /// <summary>A congress was held: it opens the next term and its filings.</summary>
    public static readonly EventKind Congress = new("congress", "Đại hội đã tổ chức", "ngày đại hội");

    /// <summary>A congress is planned for a day.</summary>
    public static readonly EventKind PlannedCongress = new("planned congress", "Ngày dự kiến đại hội", "ngày dự kiến đại hội");

    /// <summary>A complete file was received by the body that has to answer.</summary>
    public static readonly EventKind CompleteFile = new("complete file", "Nhận đủ hồ sơ hợp lệ", "ngày nhận đủ hồ sơ");

    /// <summary>A dialogue with the people was held.</summary>
    public static readonly EventKind Dialogue = new("dialogue", "Đối thoại đã tổ chức", "ngày đối thoại");

    /// <summary>A document was issued whose carrying out is to be reviewed.</summary>
    public static readonly EventKind BasisDocument = new("basis document", "Ban hành văn bản", "ngày ban hành văn bản");

    /// <summary>A leader changed.</summary>
    public static readonly EventKind LeaderChange = new("leader change", "Thay đổi người đứng đầu", "ngày thay đổi người đứng đầu");

    /// <summary>Something was asked for on demand ("báo cáo đột xuất"); it may name its own deadline.</summary>
    public static readonly EventKind Request = new("request", "Yêu cầu đột xuất", "ngày yêu cầu");

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<EventKind> All = [Congress, PlannedCongress, CompleteFile, Dialogue, BasisDocument, LeaderChange, Request];

    /// <summary>The kind of that code, or null.</summary>
    public static EventKind? Find(string? code) => All.FirstOrDefault(kind => kind.Code == code);
}
