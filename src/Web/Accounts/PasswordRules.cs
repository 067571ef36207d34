using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using HoiQC.Domain.Words;
using Microsoft.AspNetCore.Identity;

namespace HoiQC.Web.Accounts;

/// <summary>
/// What a password may not be, besides short: one of the most common ones, a row of neighbouring signs, a word that everybody tries first with figures
/// around it, or the person's own names.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    /// <summary>Letters a password may have; more would only cost time.</summary>
    public const int Longest = 128;

    private const int HashLetters = 12;
    private const int ShortestPart = 3;

    private static readonly string[] Rows = ["01234567890", "09876543210", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"];

    private static readonly FrozenSet<string> Words = new[]
    {
        "hoiqc", "password", "passw0rd", "matkhau", "admin", "administrator", "quantri", "quantrivien", "dangnhap", "taikhoan", "nguoidung", "canbo", "vietnam", "vietnamvodich", "hanoi", "laichau",
        "tamduong", "iloveyou", "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "giadinh", "khongbiet", "letmein", "welcome", "qwerty", "abc", "mttq", "dangcongsan",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Common = Read();

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Wrong(user.Record.Id, user.Record.Name, password ?? "") is { } sentence ? IdentityResult.Failed(VietnameseErrors.Of(nameof(PasswordRules), sentence)) : IdentityResult.Success);

    /// <summary>What is wrong with a password that is long enough; null for nothing.</summary>
    internal static string? Wrong(string id, string name, string password)
    {
        if (password.Length > Longest) return $"Mật khẩu dài quá {Longest} ký tự. Đề nghị rút gọn.";
        var plain = Vietnamese.Fold(password);
        if (Common.Contains(Hash(password.ToLowerInvariant())) || Common.Contains(Hash(plain)))
            return "Mật khẩu này nằm trong số những mật khẩu hay dùng nhất nên dễ bị đoán. Đề nghị ghép vài từ không liên quan với nhau.";
        var letters = string.Concat(plain.Where(char.IsAsciiLetterOrDigit));
        if (IsRow(letters)) return "Mật khẩu chỉ là dãy ký tự liền nhau hoặc lặp lại nên dễ bị đoán. Đề nghị ghép vài từ không liên quan với nhau.";

        // What is left beside the names and the words must be a password of its own.
        string[] own = [.. Vietnamese.Fold(name).Split(' '), .. id.Split('.', '-'), string.Concat(Vietnamese.Fold(name).Where(char.IsAsciiLetterOrDigit)), string.Concat(id.Where(char.IsAsciiLetterOrDigit))];
        var rest = own.Where(part => part.Length >= ShortestPart).Concat(Words).OrderByDescending(part => part.Length)
            .Aggregate(letters, (text, part) => text.Replace(part, "", StringComparison.Ordinal));
        return rest.Length == letters.Length || rest.Count(char.IsAsciiLetter) >= 6 ? null
            : "Mật khẩu gồm tên của mình hoặc từ ai cũng nghĩ đến, thêm vài con số, nên dễ bị đoán. Đề nghị ghép vài từ không liên quan với nhau.";
    }

    private static bool IsRow(string letters) =>
        letters.Length > 0 && (IsOfRows(letters) || Enumerable.Range(1, Math.Min(4, letters.Length / 2)).Any(length => letters.Select((letter, at) => letter == letters[at % length]).All(same => same)));

    /// <summary>Whether a text is made of pieces of rows, each of four signs or more.</summary>
    private static bool IsOfRows(string letters)
    {
        for (var at = 0; at < letters.Length;)
        {
            var length = 1;
            while (at + length < letters.Length && Rows.Any(row => row.Contains(letters.Substring(at, length + 1), StringComparison.Ordinal))) length++;
            if (length < 4) return false;
            at += length;
        }
        return true;
    }

    private static string Hash(string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)))[..HashLetters];

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("HoiQC.Web.CommonPasswords")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
