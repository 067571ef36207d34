using System.Collections.Immutable;

namespace HoiQC.Web.Rules.Editor;

/// <summary>A rule as the editor's form holds it: field → what stands in it, several texts where several may be ticked. Immutable.</summary>
public sealed class RuleForm
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _values;

    /// <summary>A form with these values.</summary>
    public RuleForm(ImmutableDictionary<string, ImmutableArray<string>> values) => _values = values;

    /// <summary>The form as it was sent.</summary>
    public static RuleForm Of(IFormCollection sent) => new(sent.ToImmutableDictionary(
        field => field.Key, field => field.Value.Select(text => (text ?? "").Trim().Normalize()).ToImmutableArray(), StringComparer.Ordinal));

    /// <summary>What stands in a field; empty for nothing.</summary>
    public string this[string field] => All(field) is [var first, ..] ? first : "";

    /// <summary>Everything that stands in a field, empty texts left out.</summary>
    public ImmutableArray<string> All(string field) => [.. _values.GetValueOrDefault(field, []).Where(text => text.Length > 0)];

    /// <summary>Whether a box of that field is ticked.</summary>
    public bool Has(string field, string value) => All(field).Contains(value);

    /// <summary>All fields with their texts, for a page that hands them on.</summary>
    public IEnumerable<(string Field, string Text)> Pairs =>
        from pair in _values
        orderby pair.Key
        from text in pair.Value
        where text.Length > 0
        select (pair.Key, text);

    /// <summary>The same with one field said otherwise.</summary>
    public RuleForm With(string field, string text) => new(_values.SetItem(field, [text]));

    /// <summary>The kind of period chosen; each year for nothing.</summary>
    public string Period => this["period"] is { Length: > 0 } period ? period : "year";

    /// <summary>Whether the due day counts from an event, not from the calendar.</summary>
    public bool CountsFromEvent => IsEvent(Period);

    /// <summary>Whether periods of that kind count from an event.</summary>
    public static bool IsEvent(string period) => period is "term" or "before_event" or "after_event" or "on_demand";
}
