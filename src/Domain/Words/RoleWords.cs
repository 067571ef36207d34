using HoiQC.Domain.People;

namespace HoiQC.Domain.Words;

/// <summary>What roles are called.</summary>
public static class RoleWords
{
    /// <summary>A role's name.</summary>
    public static string Name(Role role) => role switch
    {
        Role.Watcher => "Cán bộ theo dõi",
        Role.Reviewer => "Cán bộ duyệt",
        Role.Officer => "Cán bộ của tổ chức",
        Role.Administrator => "Quản trị viên",
        Role.Inspector => "Ủy ban Kiểm tra",
        _ => "Màn hình",
    };

    /// <summary>What one does with it, to choose by.</summary>
    public static string Meaning(Role role) => role switch
    {
        Role.Watcher => "xem bảng, tổ chức, minh chứng của đơn vị và cấp dưới; ghi cuộc gọi",
        Role.Reviewer => "xem như cán bộ theo dõi; duyệt, trả lại minh chứng; gia hạn, miễn có văn bản",
        Role.Officer => "nộp minh chứng của tổ chức được giao, hoặc của mọi tổ chức thuộc đơn vị",
        Role.Administrator => "quy tắc, lịch làm việc, đơn vị, người dùng; không xem số liệu",
        Role.Inspector => "xem mọi nội dung và nhật ký trong phạm vi; không ghi gì",
        _ => "một bảng theo dõi, không có tên người",
    };

    /// <summary>From when until when: "từ 01/01/2026 đến 31/12/2026".</summary>
    public static string Days(DateOnly from, DateOnly? until) => until is { } last ? $"từ {Vietnamese.Date(from)} đến {Vietnamese.Date(last)}" : $"từ {Vietnamese.Date(from)}";
}
