using System.Globalization;
using System.Text;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Boards;

/// <summary>Which board a page shows, as it stands in the address bar.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Year">Year of the obligations.</param>
/// <param name="AsOf">The past; null for now.</param>
/// <param name="Communes">Every commune below as a row.</param>
/// <param name="Search">What is searched for; empty for nothing.</param>
/// <param name="OverdueOnly">Only rows with something overdue.</param>
public sealed record BoardAddress(string Unit, int Year, AsOf? AsOf = null, bool Communes = false, string Search = "", bool OverdueOnly = false)
{
    /// <summary>The address of what was asked for.</summary>
    public static BoardAddress Of(AskedBoard asked) => new(asked.Unit.Code, asked.Year, asked.AsOf, asked.Communes, asked.Filter.Query?.Trim() ?? "", asked.Filter.OnlyOverdue);

    /// <summary>The board of another unit, seen the same way.</summary>
    public string Of(string unit) => (this with { Unit = unit, Communes = false, Search = "" }).ToString();

    /// <summary>The panel of a cell.</summary>
    public string Cell(string row, string rule) => rule == ReviewColumn.Rule ? Reviews(row) : $"/boards/{Unit}/cell?row={Uri.EscapeDataString(row)}&rule={Uri.EscapeDataString(rule)}&{Moment}";

    /// <summary>What waits for review, as a table for a spreadsheet.</summary>
    public string ReviewsCsv => $"/boards/{Unit}/reviews.csv?{Moment}";

    /// <summary>What waits for review in a row.</summary>
    /// <param name="row">"unit:3430", "body:106-PartyCommittee" or "*".</param>
    public string Reviews(string row) => row.Split(':', 2) switch
    {
        ["unit", var unit] => $"/reviews?unit={Uri.EscapeDataString(unit)}",
        ["body", var body] => $"/reviews?unit={Unit}&body={Uri.EscapeDataString(body)}",
        _ => $"/reviews?unit={Unit}",
    };

    /// <summary>The board as it is shown, as a table for a spreadsheet.</summary>
    public string Csv => ToString().Replace($"/boards/{Unit}?", $"/boards/{Unit}/board.csv?", StringComparison.Ordinal);

    /// <summary>Who has not done a rule, as a table for a spreadsheet.</summary>
    public string GapCsv(string rule) => $"/boards/{Unit}/gaps.csv?rule={Uri.EscapeDataString(rule)}&{Moment}";

    /// <summary>A page of a body, looking at this board's year.</summary>
    public string Body(string id) => $"/bodies/{Uri.EscapeDataString(id)}?year={Number(Year)}";

    /// <summary>Year and past, as every address of this board carries them.</summary>
    public string Moment
    {
        get
        {
            var text = new StringBuilder("year=").Append(Number(Year));
            if (AsOf is { } past) text.Append(CultureInfo.InvariantCulture, $"&asOf={past.Day:yyyy-MM-dd}");
            if (AsOf is { Happened: true }) text.Append("&basis=happened");
            return text.ToString();
        }
    }

    /// <summary>Where a row's name leads.</summary>
    public string Row(RowHead head) => head.Kind == RowKind.Unit ? Of(head.Id) : Body(head.Id);

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder($"/boards/{Unit}?{Moment}");
        if (Communes) text.Append("&level=commune");
        if (Search.Length > 0) text.Append("&q=").Append(Uri.EscapeDataString(Search));
        if (OverdueOnly) text.Append("&overdue=1");
        return text.ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
