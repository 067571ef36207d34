using HoiQC.Domain;

namespace HoiQC.Web.Hardening;

/// <summary>How a request came, which decides whether a password may travel that way.</summary>
/// <param name="IsSecure">Over HTTPS, ours or a named proxy's.</param>
/// <param name="Refusal">Why nobody may sign in over it, and what to do; null where one may.</param>
public sealed record Transport(bool IsSecure, Refusal? Refusal)
{
    /// <summary>Over HTTPS.</summary>
    public static readonly Transport Secure = new(true, null);

    /// <summary>Plainly, but never outside this machine.</summary>
    public static readonly Transport Loopback = new(false, null);

    /// <summary>Whether a password may be sent over it.</summary>
    public bool MaySignIn => Refusal is null;

    /// <summary>How a request came.</summary>
    public static Transport Of(HttpContext context) => context.RequestServices.GetRequiredService<Listening>().Of(context);

    /// <summary>Plainly over a network, where everybody on the way could read along.</summary>
    /// <param name="address">Where HoiQC is reached over HTTPS; null where it is not known.</param>
    internal static Transport Open(Uri? address) => new(false, new(RefusalKind.Invalid, address is not null
        ? $"Đường truyền này không được mã hóa, mật khẩu gửi qua đây có thể bị đọc trộm, nên không đăng nhập được. Đề nghị mở {address.GetLeftPart(UriPartial.Authority)} rồi đăng nhập."
        : "Đường truyền này không được mã hóa, mật khẩu gửi qua đây có thể bị đọc trộm, nên không đăng nhập được. Đề nghị báo người vận hành máy chủ chạy HoiQC với chứng thư (--https-certificate) hoặc khai báo máy chuyển tiếp https (mục Proxy)."));
}
