using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Bodies;

/// <summary>A form as it came from the page, read field by field; what cannot be read has its sentence.</summary>
/// <param name="Form">What was read.</param>
/// <param name="Faults">Sentences by field.</param>
public sealed record EvidenceReading(EvidenceForm Form, Dictionary<string, string> Faults)
{
    private static readonly HashSet<string> Known = ["occurred_on", "document_no", "document_date", "participants", "opinions", "units_inspected", "place", "lead_body", "note"];

    /// <summary>Reads a form.</summary>
    /// <param name="key">The obligation.</param>
    /// <param name="fields">The form's fields as the pack names them.</param>
    /// <param name="required">Those that must hold something.</param>
    /// <param name="sent">What was sent for a field.</param>
    public static EvidenceReading Of(ObligationKey key, ImmutableArray<string> fields, IReadOnlySet<string> required, Func<string, string?> sent)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        var others = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (Text(field) is not { } text)
            {
                if (required.Contains(field)) faults[field] = $"Đề nghị ghi {Vietnamese.Uncapital(Fields.Label(field))}.";
                continue;
            }
            if (Fields.IsDay(field) && Days.Wrong(Fields.Label(field), text) is { } wrong) faults[field] = wrong;
            if (Fields.IsCount(field) && Count(field) is null) faults[field] = $"{Fields.Label(field)} phải là số nguyên từ 0 trở lên.";
            if (!Known.Contains(field)) others[field] = text;
        }
        return new(
            new(sent("submissionId") ?? "", key.Rule, key.Period, Days.Read(Text("occurred_on")), Text("document_no"), Days.Read(Text("document_date")),
                Count("participants"), Count("opinions"), Count("units_inspected"), Text("place"), Text("lead_body"), Text("note"), others.ToImmutable(), []),
            faults);

        string? Text(string field) => fields.Contains(field) && sent(field)?.Trim().Normalize() is { Length: > 0 } text ? text : null;

        int? Count(string field) => int.TryParse(Text(field)?.Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    /// <summary>The pack's name of a field that a refusal names as the API does.</summary>
    public static string FieldOf(string? name) => name switch
    {
        "occurredOn" => "occurred_on",
        "documentNo" => "document_no",
        "documentDate" => "document_date",
        "unitsInspected" => "units_inspected",
        "leadBody" => "lead_body",
        null => "",
        _ => name,
    };
}
