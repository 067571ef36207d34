using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Accounts.Keeping;

/// <summary>What the pages of people read from their forms.</summary>
internal static class DeskForms
{
    /// <summary>The role of a form, and which of its days are none.</summary>
    public static (RoleOrder Order, ImmutableArray<FieldFault> Faults) Role(HttpContext? context)
    {
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        var order = new RoleOrder(context.Sent("role"), context.Sent("scope"), Day(context, "from", "Từ ngày", faults), Day(context, "until", "Đến hết ngày", faults));
        return (order, faults.ToImmutable());
    }

    /// <summary>A day of a form; null for none, with the fault where it is none that is.</summary>
    public static DateOnly? Day(HttpContext? context, string field, string label, ImmutableArray<FieldFault>.Builder faults)
    {
        var text = context.Sent(field).Trim();
        if (text.Length == 0) return null;
        if (Days.Wrong(label, text) is { } wrong) faults.Add(new(field, wrong));
        return Days.Read(text);
    }

    /// <summary>What a form shows of refusals.</summary>
    public static ImmutableArray<FieldFault> Faults(this ImmutableArray<Refusal> refusals) => [.. refusals.Select(refusal => new FieldFault(refusal.Field ?? "", refusal.Sentence))];
}
