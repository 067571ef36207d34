using HoiQC.Domain.People;

namespace HoiQC.Web.Access;

/// <summary>How the place of a request is found.</summary>
public enum About
{
    /// <summary>The whole of HoiQC.</summary>
    Whole,

    /// <summary>Wherever the act is allowed at all: what is listed is narrowed to that.</summary>
    Anywhere,

    /// <summary>A unit named in the path.</summary>
    Unit,

    /// <summary>A unit named in the query; without one, the first in the tree where the act is allowed.</summary>
    UnitAsked,

    /// <summary>A body named in the path.</summary>
    Body,

    /// <summary>The body of an obligation whose key is one part of the path.</summary>
    Obligation,

    /// <summary>The body whose evidence bears the receipt code in the path.</summary>
    Receipt,
}

/// <summary>Where a request's place is written.</summary>
/// <param name="About">How it is found.</param>
/// <param name="Name">Name of the route value or of the query's field; empty where none is needed.</param>
public sealed record Where(About About, string Name = "")
{
    /// <summary>The whole of HoiQC.</summary>
    public static readonly Where Whole = new(About.Whole);

    /// <summary>Wherever the act is allowed at all.</summary>
    public static readonly Where Anywhere = new(About.Anywhere);

    /// <summary>A unit in the path.</summary>
    public static Where Unit(string route) => new(About.Unit, route);

    /// <summary>A unit in the query.</summary>
    public static Where UnitAsked(string field) => new(About.UnitAsked, field);

    /// <summary>A body in the path.</summary>
    public static Where Body(string route) => new(About.Body, route);

    /// <summary>An obligation's key in the path.</summary>
    public static Where Obligation(string route) => new(About.Obligation, route);

    /// <summary>A receipt code in the path.</summary>
    public static Where Receipt(string route) => new(About.Receipt, route);
}

/// <summary>
/// What an endpoint, or one form of a page, asks of whoever comes. On a page: <c>@attribute [Needs(Act.ReadBody, Body = "Id")]</c> for reading, and one more for
/// every form: <c>[Needs(Act.HandIn, Body = "Id", Form = "seen")]</c>. An endpoint without it answers nobody.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class NeedsAttribute(Act act) : Attribute
{
    /// <summary>What an endpoint asks.</summary>
    public NeedsAttribute(Act act, Where where)
        : this(act) => Where = where;

    /// <summary>The act.</summary>
    public Act Act => act;

    /// <summary>Where its place is found.</summary>
    public Where Where { get; private set; } = Where.Whole;

    /// <summary>Wherever the act is allowed at all.</summary>
    public bool Anywhere { get => Where == Where.Anywhere; set => Where = value ? Where.Anywhere : Where.Whole; }

    /// <summary>The route value that names a unit.</summary>
    public string Unit { get => NameOf(About.Unit); set => Where = Where.Unit(value); }

    /// <summary>The query's field that names a unit.</summary>
    public string UnitAsked { get => NameOf(About.UnitAsked); set => Where = Where.UnitAsked(value); }

    /// <summary>The route value that names a body.</summary>
    public string Body { get => NameOf(About.Body); set => Where = Where.Body(value); }

    /// <summary>The route value that holds a receipt code.</summary>
    public string Receipt { get => NameOf(About.Receipt); set => Where = Where.Receipt(value); }

    /// <summary>On a page, the form this is about, as its handler is named; "withdraw-*" for all that begin so, "*" for every form. Null for reading.</summary>
    public string? Form { get; set; }

    /// <summary>Whether it is about a form of that handler.</summary>
    public bool IsAbout(string handler) =>
        Form is { } form && (form.EndsWith('*') ? handler.StartsWith(form[..^1], StringComparison.Ordinal) : handler == form);

    private string NameOf(About about) => Where.About == about ? Where.Name : "";
}

/// <summary>Says on an endpoint or a group what it needs.</summary>
public static class NeedsConventions
{
    /// <summary>What it needs, anywhere in HoiQC; what is said last, nearest to the endpoint, holds.</summary>
    public static T Needs<T>(this T builder, Act act, Where? where = null)
        where T : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new NeedsAttribute(act, where ?? Where.Whole)));
        return builder;
    }
}
