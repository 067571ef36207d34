using Microsoft.AspNetCore.Identity;

namespace HoiQC.Web.Accounts;

/// <summary>What ASP.NET Core Identity finds wrong, in sentences that say what to do.</summary>
internal sealed class VietnameseErrors : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Of(nameof(DefaultError), "Chưa lưu được. Đề nghị thử lại sau ít phút.");

    public override IdentityError ConcurrencyFailure() => Of(nameof(ConcurrencyFailure), "Tài khoản vừa được thay đổi ở nơi khác nên chưa lưu. Đề nghị tải lại trang rồi làm lại.");

    public override IdentityError PasswordMismatch() => Of(nameof(PasswordMismatch), "Mật khẩu hiện nay không đúng. Đề nghị nhập lại.");

    public override IdentityError InvalidToken() => Of(nameof(InvalidToken), "Mã xác thực không đúng hoặc đã hết hạn. Đề nghị nhập mã mới.");

    public override IdentityError RecoveryCodeRedemptionFailed() => Of(nameof(RecoveryCodeRedemptionFailed), "Mã dự phòng không đúng hoặc đã dùng. Đề nghị nhập mã khác.");

    public override IdentityError LoginAlreadyAssociated() => Of(nameof(LoginAlreadyAssociated), "Tài khoản bên ngoài này đã liên kết với một người khác. Đề nghị báo quản trị viên.");

    public override IdentityError InvalidUserName(string? userName) => Of(nameof(InvalidUserName), "Tên đăng nhập không hợp lệ. Đề nghị chọn tên khác.");

    public override IdentityError DuplicateUserName(string userName) => Of(nameof(DuplicateUserName), "Tên đăng nhập đã có người dùng. Đề nghị chọn tên khác.");

    public override IdentityError UserAlreadyHasPassword() => Of(nameof(UserAlreadyHasPassword), "Tài khoản đã có mật khẩu. Đề nghị đổi mật khẩu tại trang tài khoản.");

    public override IdentityError UserLockoutNotEnabled() => Of(nameof(UserLockoutNotEnabled), "Tài khoản này không tạm khóa được.");

    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), $"Mật khẩu phải có ít nhất {length} ký tự. Đề nghị ghép vài từ dễ nhớ.");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Of(nameof(PasswordRequiresUniqueChars), $"Mật khẩu phải có ít nhất {uniqueChars} ký tự khác nhau. Đề nghị chọn mật khẩu khác.");

    public override IdentityError PasswordRequiresNonAlphanumeric() => Of(nameof(PasswordRequiresNonAlphanumeric), "Mật khẩu phải có ít nhất một ký tự không phải chữ hoặc số.");

    public override IdentityError PasswordRequiresDigit() => Of(nameof(PasswordRequiresDigit), "Mật khẩu phải có ít nhất một chữ số.");

    public override IdentityError PasswordRequiresLower() => Of(nameof(PasswordRequiresLower), "Mật khẩu phải có ít nhất một chữ thường.");

    public override IdentityError PasswordRequiresUpper() => Of(nameof(PasswordRequiresUpper), "Mật khẩu phải có ít nhất một chữ hoa.");

    internal static IdentityError Of(string code, string sentence) => new() { Code = code, Description = sentence };
}
