using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HoiQC.Silo.Hosting;

/// <summary>The certificate of the server: a PEM file with the key beside it or in it, or a PFX file, opened before anything listens.</summary>
public static class ServerCertificate
{
    /// <summary>The variable of the environment with the password of the key: a command line is read by everybody on the machine.</summary>
    public const string Password = "HOIQC_HTTPS_PASSWORD";

    /// <summary>Opens it; null where none is asked for.</summary>
    /// <exception cref="CommandRefused">It cannot be used.</exception>
    public static X509Certificate2? Open(CommandLine command, TimeProvider machine)
    {
        if (command.Certificate is not { } file) return null;
        var certificate = Load(file, command.CertificateKey, Environment.GetEnvironmentVariable(Password) is { Length: > 0 } password ? password : null);
        if (!certificate.HasPrivateKey) throw Refused("không có khóa riêng", "ghi tệp khóa sau --https-key");
        if (certificate.NotAfter.ToUniversalTime() <= machine.GetUtcNow().UtcDateTime) throw Refused("đã hết hạn", "xin cấp chứng thư mới rồi chạy lại");
        return certificate;

        X509Certificate2 Load(string path, string? key, string? secret)
        {
            try
            {
                if (!File.ReadAllText(path).Contains("-----BEGIN ", StringComparison.Ordinal)) return X509CertificateLoader.LoadPkcs12FromFile(path, secret);
                return secret is null ? X509Certificate2.CreateFromPemFile(path, key) : X509Certificate2.CreateFromEncryptedPemFile(path, secret, key);
            }
            catch (CryptographicException)
            {
                throw Refused("không đọc được, hoặc khóa không khớp", $"kiểm tra tệp, tệp khóa và mật khẩu trong biến môi trường {Password}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw Refused("không mở được", "kiểm tra đường dẫn và quyền đọc");
            }
        }

        CommandRefused Refused(string why, string what) => new($"Không dùng được chứng thư {file}: {why}. Đề nghị {what}.");
    }
}
