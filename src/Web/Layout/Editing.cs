using System.Collections.Immutable;

namespace HoiQC.Web.Layout;

/// <summary>What is wrong with one field of a form, and what to do.</summary>
public sealed record FieldFault(string Field, string Sentence);

/// <summary>A choice of a list: what is sent and what is read.</summary>
public sealed record Option(string Value, string Text, string? Group = null);

/// <summary>A form as it is shown: what stands in it, and what is wrong with it.</summary>
/// <param name="Values">What stands in it.</param>
/// <param name="Faults">What is wrong, by field.</param>
public record Editing(FormFields Values, ImmutableArray<FieldFault> Faults)
{
    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? Fault(string field) => Faults.FirstOrDefault(fault => fault.Field == field)?.Sentence;

    /// <summary>Whether something is wrong with one of these fields.</summary>
    public bool Wrong(params string[] fields) => fields.Any(field => Fault(field) is not null);

    /// <summary>What describes a field for who cannot see it: its fault and its hint.</summary>
    public string? DescribedBy(string field, bool hinted) => string.Join(' ', [.. Fault(field) is null ? [] : new[] { $"w-{field}" }, .. hinted ? new[] { $"h-{field}" } : []]) is { Length: > 0 } ids ? ids : null;
}
