using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Grains.Boards;

/// <summary>A line on its way through grain calls; meanings as in <see cref="Line"/>.</summary>
/// <param name="Row">The body's id, or the child unit's code.</param>
/// <param name="IsUnit">Whether the row is a child unit.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Status">Code of the worst status.</param>
/// <param name="Since">When it began.</param>
/// <param name="OpenDue">Earliest due day not fulfilled.</param>
/// <param name="LastDue">Last due day.</param>
/// <param name="All">In the denominator.</param>
/// <param name="Fulfilled">Fulfilled.</param>
/// <param name="Overdue">Overdue and escalated.</param>
/// <param name="Escalated">Escalated.</param>
/// <param name="Behind">Behind a checkpoint.</param>
/// <param name="DueSoon">Due soon.</param>
/// <param name="Done">Sum of counts.</param>
/// <param name="Required">Sum of minimum counts.</param>
/// <param name="LateDays">Most days late.</param>
/// <param name="ReportedLateDays">Most days reported late.</param>
[GenerateSerializer, Immutable]
public sealed record LineRecord(
    string Row, bool IsUnit, string Rule, string Status, DateTimeOffset? Since, DateOnly? OpenDue, DateOnly? LastDue, int All, int Fulfilled, int Overdue,
    int Escalated, int Behind, int DueSoon, int Done, int Required, int LateDays, int ReportedLateDays)
{
    /// <summary>Writes a line down.</summary>
    public static LineRecord Of(string row, bool isUnit, string rule, Line line) => new(
        row, isUnit, rule, line.Status.ToString(), line.Since, line.OpenDue, line.LastDue, line.All, line.Fulfilled, line.Overdue, line.Escalated, line.Behind,
        line.DueSoon, line.Done, line.Required, line.LateDays, line.ReportedLateDays);

    /// <summary>Writes the parts of a board down.</summary>
    public static ImmutableArray<LineRecord> Of(IEnumerable<Part> parts) =>
        [.. parts.Select(part => Of(part.Row.Id, part.Row.Kind == RowKind.Unit, part.Rule, part.Line))];

    /// <summary>The line as the domain reads it.</summary>
    public Line ToLine() => new(
        Enum.Parse<Status>(Status), Since, OpenDue, LastDue, All, Fulfilled, Overdue, Escalated, Behind, DueSoon, Done, Required, LateDays, ReportedLateDays);
}

/// <summary>Lines of one unit's board for one year, as of a number.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Year">The year.</param>
/// <param name="Number">The newest transition they are known to hold.</param>
/// <param name="CompleteTo">No transition up to this number is missing from them.</param>
/// <param name="Lines">Absolute lines.</param>
[GenerateSerializer, Immutable]
public sealed record BoardLines(string Unit, int Year, long Number, long CompleteTo, ImmutableArray<LineRecord> Lines);
