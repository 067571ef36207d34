using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Import;

/// <summary>Why there is no obligation that an event could count for.</summary>
internal static class NotOwed
{
    /// <summary>The column to blame and a sentence.</summary>
    public static (string Column, string Sentence) Because(Configuration configuration, BodyRow body, DateOnly? lastDay, string level, string rule, string key, DateOnly today)
    {
        var newest = configuration.Book.Versions(rule)[^1];
        if (!configuration.Book.Versions(rule).Any(version => body.Owes(version, configuration.Tree)))
            return ("rule", $"{body.Name} không phải thực hiện quy tắc {rule}: quy tắc giao cho {string.Join(", ", newest.Owners.Kinds)} ở cấp {string.Join(", ", newest.Owners.Levels)}. Đề nghị sửa quy tắc hoặc tổ chức.");
        if (newest.Schedule is not Schedule.Periodic schedule)
            return ("period", $"Quy tắc {rule} tính hạn từ một sự kiện; kỳ {key} {Explanation.NoAnchor} nên chưa nhận minh chứng. Đề nghị ghi sự kiện đó trên trang của tổ chức trước, hoặc bỏ dòng này.");
        if (!newest.Enabled) return ("rule", $"Quy tắc {rule} đang tắt (enabled=no). Đề nghị bật quy tắc hoặc bỏ dòng này.");
        var period = Period.Parse(key)!;
        if (schedule.PlaceOf(period) is not { } place)
            return ("period", $"Quy tắc {rule} không có kỳ “{key}”; các kỳ của năm {period.Year}: {string.Join(", ", schedule.Of(period.Year).Select(pair => pair.Period.Key).Take(12))}.");
        var first = configuration.Book.FirstYear(rule, level);
        if (period.Year < first)
            return ("period", $"Quy tắc {rule} ở cấp {level} được theo dõi từ năm {first}, nên kỳ {key} chưa có dữ liệu. Đề nghị sửa {Sheet.Tracking.File} hoặc bỏ dòng này.");
        var opens = schedule.Opens(period, place);
        var made = opens.AddDays(-Ladder.MadeAhead);
        if (made > today) return ("period", $"Kỳ {key} của quy tắc {rule} chưa mở; nhận minh chứng từ ngày {Vietnamese.Date(made)}.");
        if (configuration.Book.InForce(rule, opens) is not { } version)
            return ("period", $"Căn cứ của quy tắc {rule} đã hết hiệu lực trước ngày {Vietnamese.Date(opens)} nên kỳ {key} không phải thực hiện. Đề nghị bỏ dòng này hoặc thêm phiên bản mới của quy tắc.");
        if (!body.Owes(version, configuration.Tree) || !version.Enabled || Terms.Of(version, period, configuration.Calendar, lastDay) is not { } terms)
            return ("period", $"Quy tắc {rule} trong phiên bản áp dụng cho kỳ {key} không giao cho {body.Name}. Đề nghị bỏ dòng này.");
        return lastDay < terms.Opens
            ? ("unit_code", $"{body.Name} đã kết thúc ngày {Vietnamese.Date(lastDay.Value)}, trước khi kỳ {key} bắt đầu. Đề nghị sửa kỳ hoặc tổ chức.")
            : ("period", $"{body.Name} được thành lập ngày {Vietnamese.Date(body.RegisteredOn)}, sau hạn {Vietnamese.Date(terms.Due)} của kỳ {key}. Đề nghị sửa kỳ hoặc tổ chức.");
    }
}
