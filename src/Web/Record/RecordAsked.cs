using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace HoiQC.Web.Record;

/// <summary>What the address of the record's page, its API and its table asks for.</summary>
public sealed record RecordAsked
{
    /// <summary>Code of a unit; its rows and those of all below it.</summary>
    [FromQuery(Name = "unit"), Description("Code of a unit: its rows and those of all below it.")] public string? Unit { get; init; }

    /// <summary>An account, or a part of a name.</summary>
    [FromQuery(Name = "person"), Description("Id of an account, or a part of a person's name without regard to diacritics.")] public string? Person { get; init; }

    /// <summary>The dotted word for what was done.</summary>
    [FromQuery(Name = "what"), Description("What was done: evidence.submitted, session.began, …")] public string? What { get; init; }

    /// <summary>A part of what it is about.</summary>
    [FromQuery(Name = "subject"), Description("A part of what it is about: a receipt code, a body, an obligation, a rule, an account.")] public string? Subject { get; init; }

    /// <summary>First day.</summary>
    [FromQuery(Name = "from"), Description("First day, local.")] public string? From { get; init; }

    /// <summary>Last day.</summary>
    [FromQuery(Name = "to"), Description("Last day, local.")] public string? To { get; init; }

    /// <summary>Rows before that one.</summary>
    [FromQuery(Name = "before"), Description("Only rows with a smaller id: the next of the answer before.")] public string? Before { get; init; }

    /// <summary>The address of other rows of the same question.</summary>
    /// <param name="path">"/record" or "/record.csv".</param>
    /// <param name="before">The row they come before; null for the newest.</param>
    public string Address(string path, long? before)
    {
        var parts = new (string Name, string? Text)[]
        {
            ("unit", Unit), ("person", Person), ("what", What), ("subject", Subject), ("from", From), ("to", To), ("before", before?.ToString(CultureInfo.InvariantCulture)),
        };
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Text)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Text!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
