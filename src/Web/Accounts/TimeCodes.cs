using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace HoiQC.Web.Accounts;

/// <summary>The six-digit codes of an authenticator (RFC 6238). They are found here rather than by the framework because it does not say which step a code is of, and a step is good once.</summary>
internal static class TimeCodes
{
    /// <summary>Seconds a code is shown.</summary>
    public const int Seconds = 30;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // A telephone's clock may be some seconds off.
    private const int Tolerance = 1;

    /// <summary>The step that a code belongs to, if it is a newer one than was used last; null where the code is wrong or was used.</summary>
    /// <param name="key">The shared key in base 32.</param>
    /// <param name="code">Six digits.</param>
    /// <param name="now">Now.</param>
    /// <param name="last">The step used last.</param>
    public static long? StepOf(string key, string code, DateTimeOffset now, long last)
    {
        var present = now.ToUnixTimeSeconds() / Seconds;
        for (var step = present - Tolerance; step <= present + Tolerance; step++)
            if (step > last && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(At(key, step)), System.Text.Encoding.ASCII.GetBytes(code))) return step;
        return null;
    }

    /// <summary>The code of a step.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 6238 as every authenticator speaks it; HMAC-SHA-1 is not broken.")]
    public static string At(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Bytes(key), counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        var bytes = new List<byte>();
        var (held, bits) = (0, 0);
        foreach (var letter in key)
        {
            (held, bits) = (((held << 5) | Letters.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF, bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(held >> bits));
        }
        return [.. bytes];
    }
}
