namespace HoiQC.Domain.Words;

/// <summary>The fields of evidence forms and what they are called.</summary>
public static class Fields
{
    /// <summary>The label of a field, as the pack (occurred_on) or the API (occurredOn) names it.</summary>
    public static string Label(string field) => InPack(field) switch
    {
        "occurred_on" => "Ngày tổ chức",
        "document_no" => "Số, ký hiệu văn bản",
        "document_date" => "Ngày văn bản",
        "participants" => "Số lượt người",
        "opinions" => "Số ý kiến",
        "units_inspected" => "Số đơn vị được giám sát",
        "place" => "Địa điểm",
        "lead_body" => "Tổ chức chủ trì",
        "draft_document" => "Dự thảo được phản biện",
        "signer" => "Người ký",
        "members" => "Số hội viên",
        "chapters" => "Số chi hội",
        "executive_committee" => "Ban Chấp hành",
        "resolution_no" => "Số nghị quyết",
        "minutes" => "Biên bản",
        "checklist" => "Danh mục hồ sơ",
        "planned_supervisions" => "Số cuộc giám sát theo kế hoạch",
        "planned_conferences" => "Số hội nghị phản biện theo kế hoạch",
        "associations_heard" => "Số hội được nghe báo cáo",
        "activity" => "Hoạt động",
        "kind" => "Loại sự kiện",
        "on" => "Ngày của sự kiện",
        "due" => "Hạn ghi trong yêu cầu",
        "document" => "Văn bản",
        "note" => "Ghi chú",
        "reason" => "Lý do",
        "until" => "Gia hạn đến ngày",
        "granted_by" => "Cơ quan hoặc người quyết định",
        "submission_id" => "Mã lần gửi",
        "file" => "Tệp đính kèm",
        _ => field,
    };

    /// <summary>Whether the field holds a whole number from 0.</summary>
    public static bool IsCount(string field) => InPack(field) is "participants" or "opinions" or "units_inspected" or "members" or "chapters"
        or "planned_supervisions" or "planned_conferences" or "associations_heard";

    /// <summary>Whether the field holds a day.</summary>
    public static bool IsDay(string field) => InPack(field) is "occurred_on" or "document_date" or "until";

    /// <summary>The whole number a text says, or null.</summary>
    public static int? Whole(string text) =>
        int.TryParse(text.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The pack's name of a field: occurredOn is occurred_on.</summary>
    private static string InPack(string field) => string.Concat(field.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
}
