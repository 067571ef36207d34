using System.Text.Json.Nodes;
using Microsoft.VisualBasic.FileIO;

namespace HoiQC.Web.Tests.Publications;

/// <summary>Rows of the product's pack as drafts.</summary>
internal static class PackRow
{
    private static readonly Dictionary<string, Dictionary<string, string>> Newest = Read();

    /// <summary>The newest version of a rule with some columns said otherwise.</summary>
    public static JsonObject Draft(string code, params (string Column, string Text)[] changes)
    {
        var row = new JsonObject();
        foreach (var (column, text) in Newest[code]) row[column] = text;
        row["valid_from"] = "";
        foreach (var (column, text) in changes) row[column] = text;
        return new() { ["row"] = row };
    }

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var csv = new TextFieldParser(Path.Combine(AppContext.BaseDirectory, "data", "rules.csv")) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        var columns = csv.ReadFields()!;
        var rows = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        while (csv.ReadFields() is { } fields) rows[fields[0]] = columns.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return rows;
    }
}
