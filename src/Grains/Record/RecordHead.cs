using System.Globalization;

namespace HoiQC.Grains.Record;

/// <summary>Where the record's chain ends: the newest seal. Whoever keeps one can later tell that nothing up to it was changed or cut off.</summary>
/// <param name="Number">Number of the newest sealed row; 0 for none.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
[GenerateSerializer, Immutable]
public sealed record RecordHead(long Number, string Hash)
{
    /// <summary>Digits of a hash.</summary>
    public const int Digits = 64;

    /// <summary>Before the first row.</summary>
    public static readonly RecordHead None = new(0, new('0', Digits));

    /// <summary>Whether no row is sealed yet.</summary>
    public bool IsNone => Number == 0;

    /// <summary>As it is printed: "17:3fb0…".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");

    /// <summary>The head that was printed so; null for any other text.</summary>
    public static RecordHead? Read(string text) =>
        text.Split(':') is [var number, { Length: Digits } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && hash.All(char.IsAsciiHexDigit)
            ? new(parsed, hash.ToLowerInvariant())
            : null;
}
