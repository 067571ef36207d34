using System.Collections.Immutable;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Rules.Editor;

/// <summary>A rule as the editor's form holds it.</summary>
public sealed class RuleForm : FormFields
{
    /// <summary>A form with these values.</summary>
    public RuleForm(ImmutableDictionary<string, ImmutableArray<string>> values)
        : base(values)
    {
    }

    /// <summary>The form as it was sent.</summary>
    public RuleForm(IFormCollection sent)
        : base(sent)
    {
    }

    /// <summary>The kind of period chosen; each year for nothing.</summary>
    public string Period => this["period"] is { Length: > 0 } period ? period : "year";

    /// <summary>Whether the due day counts from an event, not from the calendar.</summary>
    public bool CountsFromEvent => IsEvent(Period);

    /// <summary>Whether periods of that kind count from an event.</summary>
    public static bool IsEvent(string period) => period is "term" or "before_event" or "after_event" or "on_demand";

    /// <summary>The same with one field said otherwise.</summary>
    public RuleForm With(string field, string text) => new(Set(field, text));
}
