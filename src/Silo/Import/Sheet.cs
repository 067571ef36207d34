using System.Collections.Immutable;
using HoiQC.Domain.Rules;

namespace HoiQC.Silo.Import;

/// <summary>A kind of file that an import reads: its name and columns. The order of columns is free, every other column is a fault.</summary>
internal sealed record Sheet(string File, ImmutableArray<string> Required, ImmutableArray<string> Optional)
{
    public static readonly Sheet Units = new("units.csv", ["code", "name", "short_name", "kind", "level", "parent_code", "valid_from", "valid_to"], []);

    public static readonly Sheet Bodies = new("bodies.csv", ["id", "unit_code", "class", "kind", "name", "source"], ["valid_from", "valid_to", "special_status"]);

    public static readonly Sheet Rules = new("rules.csv", PackNotation.Required, PackNotation.Optional);

    public static readonly Sheet Tracking = new("tracking.csv", ["rule", "level", "first_period_year"], []);

    public static readonly Sheet Events = new(
        "events.csv",
        ["rule", "period", "unit_code", "body_kind", "position", "activity", "count", "participants", "opinions", "units_inspected", "document_no", "document_date", "note"],
        ["received_on", "occurred_on", "place", "lead_body"]);

    /// <summary>Every sheet, in the order in which one refers to another.</summary>
    public static readonly ImmutableArray<Sheet> All = [Units, Bodies, Rules, Tracking, Events];

    /// <summary>The place of a file in that order.</summary>
    public static int OrderOf(string file)
    {
        for (var i = 0; i < All.Length; i++)
            if (All[i].File == file) return i;
        return -1;
    }
}
