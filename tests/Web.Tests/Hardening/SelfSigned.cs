using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HoiQC.Web.Tests.Hardening;

/// <summary>A certificate that a test makes for itself.</summary>
internal static class SelfSigned
{
    /// <summary>For these names, until a day.</summary>
    public static X509Certificate2 Certificate(DateTimeOffset until, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=HoiQC", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternative.AddDnsName(name);
        alternative.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(alternative.Build());
        return request.CreateSelfSigned(until.AddYears(-1), until);
    }

    /// <summary>Writes one as PEM, the key encrypted where there is a password: the two files.</summary>
    public static (string Certificate, string Key) Write(Scratch scratch, DateTimeOffset until, string? password = null, params string[] names)
    {
        using var made = Certificate(until, names);
        using var key = made.GetECDsaPrivateKey()!;
        var (certificate, secret) = (scratch["server.pem"], scratch["server.key"]);
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(secret, password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        return (certificate, secret);
    }
}
