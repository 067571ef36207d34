using System.Collections.Immutable;

namespace HoiQC.Web.Layout;

/// <summary>A form as it is shown and sent: field → what stands in it, several texts where several may be ticked. Immutable.</summary>
public class FormFields
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _values;

    /// <summary>A form with these values.</summary>
    public FormFields(ImmutableDictionary<string, ImmutableArray<string>> values) => _values = values;

    /// <summary>The form as it was sent.</summary>
    public FormFields(IFormCollection sent)
        : this(sent.ToImmutableDictionary(field => field.Key, field => field.Value.Select(text => (text ?? "").Trim().Normalize()).ToImmutableArray(), StringComparer.Ordinal))
    {
    }

    /// <summary>What stands in a field; empty for nothing.</summary>
    public string this[string field] => All(field) is [var first, ..] ? first : "";

    /// <summary>Everything that stands in a field, empty texts left out.</summary>
    public ImmutableArray<string> All(string field) => [.. _values.GetValueOrDefault(field, []).Where(text => text.Length > 0)];

    /// <summary>Whether a box of that field is ticked.</summary>
    public bool Has(string field, string value) => All(field).Contains(value);

    /// <summary>Whether the form has such a field, be it an empty one.</summary>
    public bool Knows(string field) => _values.ContainsKey(field);

    /// <summary>What a later page of the same form hands on: every field with its texts, without those of the page itself.</summary>
    public IEnumerable<(string Field, string Text)> HandedOn =>
        from pair in _values
        where pair.Key is not ("step" or "preview" or "_handler" or "__RequestVerificationToken")
        orderby pair.Key
        from text in pair.Value
        where text.Length > 0
        select (pair.Key, text);

    /// <summary>The values with one field said otherwise.</summary>
    protected ImmutableDictionary<string, ImmutableArray<string>> Set(string field, string text) => _values.SetItem(field, [text]);
}
