using System.Security.Cryptography;
using System.Text;

namespace HoiQC.Grains.Accounts;

/// <summary>Secrets that are shown once: links, API keys, sessions. Only their hash is stored; they are too long to be guessed from it.</summary>
public static class Secret
{
    /// <summary>What every API key begins with, so that one that leaked is recognised.</summary>
    public const string KeyMark = "hoiqc_";

    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>A new random one of 256 bits, of letters that an address may hold.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, 52);

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a secret has that hash, in a time that tells nothing.</summary>
    public static bool Is(string secret, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));

    /// <summary>A new API key: the whole text to show once, its prefix and the hash of its secret part.</summary>
    public static (string Text, string Prefix, string Hash) NewKey()
    {
        var (prefix, secret) = (RandomNumberGenerator.GetString(Letters, 8), New());
        return ($"{KeyMark}{prefix}_{secret}", prefix, Hash(secret));
    }

    /// <summary>Prefix and secret part of an API key; null for another text.</summary>
    public static (string Prefix, string Secret)? Parts(string text) =>
        text.StartsWith(KeyMark, StringComparison.Ordinal) && text.Length < 200 && text[KeyMark.Length..].Split('_') is [{ Length: 8 } prefix, { Length: > 0 } secret] ? (prefix, secret) : null;
}
