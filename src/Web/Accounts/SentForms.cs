using System.Collections.Immutable;
using System.Text;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Accounts;

/// <summary>What a form of a page held when it was sent.</summary>
internal static class SentForms
{
    /// <summary>A field of the form that was sent; "" for nothing.</summary>
    public static string Sent(this HttpContext? context, string field) =>
        context is { Request.HasFormContentType: true } ? context.Request.Form[field].ToString() : "";

    /// <summary>A password as it was typed, spaces and all, in the one spelling of its letters.</summary>
    public static string Password(this HttpContext? context, string field) => context.Sent(field).Normalize(NormalizationForm.FormC);

    /// <summary>A form that was sent, with what is wrong with it; empty where another or none was.</summary>
    public static Editing Editing(this HttpContext? context, string handler, ImmutableArray<FieldFault> faults) =>
        context is { Request.HasFormContentType: true } && context.Request.Form["_handler"] == handler ? new(new(context.Request.Form), faults) : Empty(faults);

    /// <summary>An empty form.</summary>
    public static Editing Empty(ImmutableArray<FieldFault> faults) => new(new FormFields(ImmutableDictionary<string, ImmutableArray<string>>.Empty), faults);
}
