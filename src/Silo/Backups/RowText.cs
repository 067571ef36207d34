using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HoiQC.Silo.Backups;

/// <summary>A row of a table as a line of a backup: a JSON array of whole numbers, texts and nulls, as they lie in the database and byte for byte.</summary>
internal sealed class RowText : IDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StoredTable _table;
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly Utf8JsonWriter _json;

    public RowText(StoredTable table)
    {
        _table = table;
        _json = new(_line, Plain);
    }

    /// <summary>The line of the row that a reader stands on, with its end; good until the next one.</summary>
    /// <exception cref="CommandRefused">Something lies there that HoiQC never writes.</exception>
    public ReadOnlySpan<byte> Of(DbDataReader row)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        for (var column = 0; column < _table.Columns.Length; column++)
        {
            if (row is SqliteDataReader file) WriteOfFile(file, column);
            else if (row.IsDBNull(column)) _json.WriteNullValue();
            else if (_table.Kinds[column] == 'n') _json.WriteNumberValue(row.GetInt64(column));
            else _json.WriteStringValue(row.GetString(column));
        }
        _json.WriteEndArray();
        _json.Flush();
        _line.Write("\n"u8);
        return _line.WrittenSpan;
    }

    /// <summary>The values of a line.</summary>
    /// <exception cref="InvalidDataException">It is no row of the table.</exception>
    public static object?[] Read(string line, StoredTable table)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(line));
        var values = new object?[table.Columns.Length];
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray) throw Unfit(table);
        for (var column = 0; column < values.Length; column++)
        {
            json.Read();
            values[column] = (json.TokenType, table.Kinds[column]) switch
            {
                (JsonTokenType.Null, _) => null,
                (JsonTokenType.Number, 'n') => json.GetInt64(),
                (JsonTokenType.String, 't') => json.GetString(),
                _ => throw Unfit(table),
            };
        }
        return json.Read() && json.TokenType == JsonTokenType.EndArray ? values : throw Unfit(table);
    }

    public void Dispose() => _json.Dispose();

    /// <summary>A file keeps whatever was put into a column, and the driver would turn what is no text into something else.</summary>
    private void WriteOfFile(SqliteDataReader file, int column)
    {
        switch (raw.sqlite3_column_type(file.Handle, column), _table.Kinds[column])
        {
            case (raw.SQLITE_NULL, _):
                _json.WriteNullValue();
                return;
            case (raw.SQLITE_INTEGER, 'n'):
                _json.WriteNumberValue(raw.sqlite3_column_int64(file.Handle, column));
                return;
            case (raw.SQLITE_TEXT, 't'):
                var text = raw.sqlite3_column_blob(file.Handle, column);
                if (!Utf8.IsValid(text)) break;
                _json.WriteStringValue(text);
                return;
        }
        throw new CommandRefused(
            $"Chưa sao lưu: bảng {_table.Name}, cột {_table.Columns[column]} có ô không phải do HoiQC ghi. Dữ liệu đã bị sửa từ bên ngoài. Đề nghị chạy ./hoiqc verify, và sao cả thư mục dữ liệu khi máy chủ đã dừng.");
    }

    private static InvalidDataException Unfit(StoredTable table) => new($"một dòng của bảng {table.Name} không đúng các cột của bảng");
}
