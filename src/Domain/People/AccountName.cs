using System.Text.RegularExpressions;

namespace HoiQC.Domain.People;

/// <summary>The name one signs in with, and the name one is called by.</summary>
public static partial class AccountName
{
    /// <summary>Letters a person's name may have.</summary>
    public const int Longest = 100;

    /// <summary>What was typed, as accounts are keyed: no spaces around, small letters.</summary>
    public static string Of(string? typed) => (typed ?? "").Trim().ToLowerInvariant();

    /// <summary>Why nobody can sign in with that name, or null.</summary>
    public static Refusal? Check(string id) => Ids().IsMatch(id)
        ? null
        : Refusal.Invalid("Tên đăng nhập phải có từ 3 đến 40 ký tự, chỉ gồm chữ thường không dấu, chữ số, dấu chấm và gạch ngang, bắt đầu bằng chữ hoặc số.", "id");

    /// <summary>Why nobody can be called that, or null.</summary>
    public static Refusal? CheckName(string name) => name switch
    {
        "" => Refusal.Invalid("Đề nghị ghi họ và tên.", "name"),
        { Length: > Longest } => Refusal.Invalid($"Họ và tên dài quá {Longest} ký tự. Đề nghị rút gọn.", "name"),
        _ when name.Any(char.IsControl) => Refusal.Invalid("Họ và tên có ký tự không in được. Đề nghị gõ lại.", "name"),
        _ => null,
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{2,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ids();
}
