using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;

namespace HoiQC.Web.Bodies;

/// <summary>What was handed in, field by field, for a reader.</summary>
public static class EvidenceWords
{
    /// <summary>Labels and values of the fields that hold something.</summary>
    /// <param name="form">What was handed in.</param>
    /// <param name="nameOf">The name of a body of its unit.</param>
    public static IEnumerable<(string Label, string Value)> Of(EvidenceForm form, Func<string, string> nameOf)
    {
        if (form.OccurredOn is { } day) yield return (Fields.Label("occurred_on"), Vietnamese.Date(day));
        if (form.DocumentNo is { Length: > 0 } number) yield return (Fields.Label("document_no"), number);
        if (form.DocumentDate is { } dated) yield return (Fields.Label("document_date"), Vietnamese.Date(dated));
        if (form.Participants is { } people) yield return (Fields.Label("participants"), Vietnamese.Number(people));
        if (form.Opinions is { } opinions) yield return (Fields.Label("opinions"), Vietnamese.Number(opinions));
        if (form.UnitsInspected is { } units) yield return (Fields.Label("units_inspected"), Vietnamese.Number(units));
        if (form.Place is { Length: > 0 } place) yield return (Fields.Label("place"), place);
        if (form.LeadBody is { Length: > 0 } lead) yield return (Fields.Label("lead_body"), nameOf(lead));
        foreach (var (field, value) in form.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (value.Length > 0) yield return (Fields.Label(field), value);
        if (form.Note is { Length: > 0 } note) yield return (Fields.Label("note"), note);
    }
}
