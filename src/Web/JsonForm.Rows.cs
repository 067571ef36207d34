using System.Collections.Immutable;
using System.Text.Json;
using HoiQC.Domain.Words;

namespace HoiQC.Web;

/// <summary>What forms hold besides plain fields: flags, a row of columns, and lists of rows.</summary>
public sealed partial class JsonForm
{
    private const int MostColumns = 100;
    private const int MostRows = 1_000;

    /// <summary>Yes or no; null where it is missing.</summary>
    public bool? Flag(string name) => Given(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : RefuseValue<bool>(name, $"{Fields.Label(name)} phải là true hoặc false.");

    /// <summary>Columns with their texts; a number stands for its text. Empty where it is missing.</summary>
    public ImmutableDictionary<string, string> Columns(string name)
    {
        var columns = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Given(name) is not { } value) return columns.ToImmutable();
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() > MostColumns)
            return Refuse(name, $"Trường {name} phải là một đối tượng JSON gồm tên cột và nội dung.", columns.ToImmutable());
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            if (Cell(property.Value) is not { } text)
                return Refuse(Problems.Quote(property.Name).Trim('“', '”'), $"Cột {Problems.Quote(property.Name)} phải là một chuỗi chữ. Đề nghị ghi trong dấu ngoặc kép.", columns.ToImmutable());
            columns[property.Name] = text;
        }
        return columns.ToImmutable();
    }

    /// <summary>Rows of texts, each cell in the order of the fields named; empty where it is missing.</summary>
    public ImmutableArray<string?[]> Rows(string name, params ReadOnlySpan<string> fields)
    {
        if (Given(name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostRows)
            return Refuse<ImmutableArray<string?[]>>(name, $"Trường {name} phải là một danh sách JSON có không quá {MostRows} dòng.", []);
        var rows = ImmutableArray.CreateBuilder<string?[]>(value.GetArrayLength());
        foreach (var row in value.EnumerateArray())
        {
            var place = $"{name}[{rows.Count}]";
            if (row.ValueKind != JsonValueKind.Object) return Refuse<ImmutableArray<string?[]>>(place, $"Dòng {place} phải là một đối tượng JSON.", []);
            var cells = new string?[fields.Length];
            foreach (var property in row.EnumerateObject())
            {
                var index = fields.IndexOf(property.Name);
                if (index < 0) return Refuse<ImmutableArray<string?[]>>($"{place}.{Problems.Quote(property.Name).Trim('“', '”')}", $"Dòng {place} không có trường {Problems.Quote(property.Name)}. Các trường: {string.Join(", ", fields!)}.", []);
                if (property.Value.ValueKind == JsonValueKind.Null) continue;
                if (Cell(property.Value) is not { } text) return Refuse<ImmutableArray<string?[]>>($"{place}.{property.Name}", $"Trường {property.Name} phải là một chuỗi chữ. Đề nghị ghi trong dấu ngoặc kép.", []);
                cells[index] = text;
            }
            rows.Add(cells);
        }
        return rows.ToImmutable();
    }

    private static string? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Words(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
