using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Grains.Boards;

/// <summary>A line under its row and rule.</summary>
/// <param name="Row">The body's id, or the child unit's code.</param>
/// <param name="IsUnit">Whether the row is a child unit.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Line">Its numbers.</param>
[GenerateSerializer, Immutable]
public sealed record LineRecord(string Row, bool IsUnit, string Rule, Line Line)
{
    /// <summary>The parts of a board as grains keep and send them.</summary>
    public static ImmutableArray<LineRecord> Of(IEnumerable<Part> parts) =>
        [.. parts.Select(part => new LineRecord(part.Row.Id, part.Row.Kind == RowKind.Unit, part.Rule, part.Line))];
}

/// <summary>A <see cref="Line"/> on its way between nodes, its status by code; meanings as there.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct SentLine(
    string Status, DateTimeOffset? Since, DateOnly? OpenDue, DateOnly? LastDue, int All, int Fulfilled, int Overdue, int Escalated, int Behind, int DueSoon,
    int Done, int Required, int LateDays, int ReportedLateDays);

/// <summary>The domain knows nothing of grains, so its lines are converted where they leave a node.</summary>
[RegisterConverter]
internal sealed class LineConverter : IConverter<Line, SentLine>
{
    /// <inheritdoc />
    public Line ConvertFromSurrogate(in SentLine surrogate) => new(
        Enum.Parse<Status>(surrogate.Status), surrogate.Since, surrogate.OpenDue, surrogate.LastDue, surrogate.All, surrogate.Fulfilled, surrogate.Overdue, surrogate.Escalated,
        surrogate.Behind, surrogate.DueSoon, surrogate.Done, surrogate.Required, surrogate.LateDays, surrogate.ReportedLateDays);

    /// <inheritdoc />
    public SentLine ConvertToSurrogate(in Line value) => new(
        value.Status.ToString(), value.Since, value.OpenDue, value.LastDue, value.All, value.Fulfilled, value.Overdue, value.Escalated,
        value.Behind, value.DueSoon, value.Done, value.Required, value.LateDays, value.ReportedLateDays);
}

/// <summary>Lines of one unit's board for one year, as of a number.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Year">The year.</param>
/// <param name="Number">The newest transition they are known to hold.</param>
/// <param name="CompleteTo">No transition up to this number is missing from them.</param>
/// <param name="Lines">Absolute lines.</param>
[GenerateSerializer, Immutable]
public sealed record BoardLines(string Unit, int Year, long Number, long CompleteTo, ImmutableArray<LineRecord> Lines);
