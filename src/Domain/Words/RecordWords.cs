namespace HoiQC.Domain.Words;

/// <summary>What the record calls each thing that is done, by its dotted word.</summary>
public static class RecordWords
{
    /// <summary>All there are, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<(string What, string Words)> All =
    [
        ("evidence.submitted", "Nộp minh chứng"),
        ("evidence.withdrawn", "Rút minh chứng"),
        ("evidence.accepted", "Chấp nhận minh chứng"),
        ("evidence.returned", "Yêu cầu bổ sung minh chứng"),
        ("event.entered", "Ghi sự kiện"),
        ("event.withdrawn", "Rút sự kiện"),
        ("relief.extended", "Gia hạn"),
        ("relief.waived", "Miễn"),
        ("relief.excluded", "Quyết định không áp dụng"),
        ("relief.lifted", "Bỏ quyết định gia hạn, miễn hoặc không áp dụng"),
        ("call.recorded", "Ghi cuộc gọi"),
        ("reminder.seen", "Xác nhận đã xem nhắc việc"),
        ("rule.published", "Công bố quy tắc"),
        ("calendar.published", "Công bố lịch làm việc"),
        ("publication.applied", "Áp dụng xong một lần công bố"),
        ("import.stored", "Nhập dữ liệu từ tệp"),
        ("unit.added", "Thêm đơn vị"),
        ("unit.changed", "Sửa đơn vị"),
        ("bodies.imported", "Nhập danh sách tổ chức"),
        ("rule.imported", "Nhập phiên bản quy tắc"),
        ("rule.tracked", "Đặt năm bắt đầu theo dõi"),
        ("account.made", "Lập tài khoản"),
        ("account.renamed", "Đổi tên người dùng"),
        ("account.invited", "Mời đặt mật khẩu"),
        ("account.password", "Đặt mật khẩu"),
        ("account.second-step-on", "Bật xác thực hai bước"),
        ("account.second-step-off", "Tắt xác thực hai bước"),
        ("account.recovery-used", "Dùng mã dự phòng"),
        ("account.locked", "Tạm khóa tài khoản"),
        ("account.closed", "Đóng tài khoản"),
        ("account.opened", "Mở lại tài khoản"),
        ("role.given", "Giao vai trò"),
        ("role.ended", "Thôi vai trò"),
        ("key.made", "Tạo khóa API"),
        ("key.ended", "Thu hồi khóa API"),
        ("login.linked", "Gắn tài khoản bên ngoài"),
        ("login.unlinked", "Gỡ tài khoản bên ngoài"),
        ("session.began", "Đăng nhập"),
        ("session.ended", "Kết thúc phiên đăng nhập"),
        ("session.refused", "Đăng nhập sai"),
        ("backup.made", "Sao lưu toàn bộ dữ liệu"),
    ];

    private static readonly Dictionary<string, string> Words = All.ToDictionary(one => one.What, one => one.Words, StringComparer.Ordinal);

    /// <summary>The words for one; a word that is not known stands for itself.</summary>
    public static string Of(string what) => Words.GetValueOrDefault(what, what);
}
