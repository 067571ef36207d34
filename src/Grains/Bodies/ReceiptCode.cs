using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HoiQC.Grains.Bodies;

/// <summary>Short codes to read out on the telephone: no letter or digit that is mistaken for another.</summary>
public static class ReceiptCode
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>A new random code: K7F2-9QX4.</summary>
    public static string New()
    {
        var text = RandomNumberGenerator.GetString(Letters, 8);
        return $"{text[..4]}-{text[4..]}";
    }
}

/// <summary>Tells a repeated submission from another content under the same id.</summary>
public static class FormHash
{
    /// <summary>SHA-256 in hexadecimal over every field, whatever order the further ones came in.</summary>
    public static string Of(EvidenceForm form)
    {
        object?[] content =
        [
            form.Rule, form.Period, form.OccurredOn, form.DocumentNo, form.DocumentDate, form.Participants, form.Opinions, form.UnitsInspected,
            form.Place, form.LeadBody, form.Note, form.Fields.OrderBy(field => field.Key, StringComparer.Ordinal),
            // Without files the hash is the one of before there were any.
            .. form.Files.Select(file => $"{file.Sha256} {file.Name}"),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content))));
    }
}
