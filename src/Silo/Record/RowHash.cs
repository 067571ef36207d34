using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HoiQC.Silo.Record;

/// <summary>
/// The hash that chains a row of the record to the one before it: SHA-256 over the hash before (32 bytes), the number (8 bytes) and every column in the order of
/// <see cref="Columns"/>. A column is a letter for its type, the length of its bytes (4 bytes) and its bytes, so that no two rows are written alike: nothing is 'n', a whole
/// number 'i' with 8 bytes, a text 't' with its UTF-8; what HoiQC never writes is 'f' or 'b'. Numbers are big-endian.
/// </summary>
internal static class RowHash
{
    /// <summary>The columns of table record, called r, that are hashed: all of them.</summary>
    public const string Columns = "r.id, r.at, r.account, r.name, r.via, r.came_from, r.what, r.subject, r.unit, r.old, r.new";

    /// <summary>How many they are.</summary>
    public const int Count = 11;

    /// <summary>A row's columns as they are hashed, the same bytes whichever database they lie in. Of a SQLite file they are taken as they lie there, whatever they are: also what is no text any more is told apart.</summary>
    /// <param name="row">Stands on the row.</param>
    /// <param name="first">The place of the first of <see cref="Columns"/>.</param>
    public static byte[] Encode(DbDataReader row, int first) => row is SqliteDataReader file ? OfFile(file, first) : OfTyped(row, first);

    /// <summary>Where a column has one type, it holds whole numbers or text.</summary>
    private static byte[] OfTyped(DbDataReader reader, int first)
    {
        using var bytes = new MemoryStream(512);
        Span<byte> whole = stackalloc byte[8];
        for (var column = first; column < first + Count; column++)
        {
            if (reader.IsDBNull(column)) Write(bytes, 'n', []);
            else if (reader.GetFieldType(column) == typeof(long))
            {
                BinaryPrimitives.WriteInt64BigEndian(whole, reader.GetInt64(column));
                Write(bytes, 'i', whole);
            }
            else Write(bytes, 't', Encoding.UTF8.GetBytes(reader.GetString(column)));
        }
        return bytes.ToArray();
    }

    private static byte[] OfFile(SqliteDataReader reader, int first)
    {
        using var bytes = new MemoryStream(512);
        Span<byte> whole = stackalloc byte[8];
        for (var column = first; column < first + Count; column++)
        {
            var type = raw.sqlite3_column_type(reader.Handle, column);
            if (type == raw.SQLITE_INTEGER) BinaryPrimitives.WriteInt64BigEndian(whole, raw.sqlite3_column_int64(reader.Handle, column));
            ReadOnlySpan<byte> value = type switch
            {
                raw.SQLITE_NULL => [],
                raw.SQLITE_INTEGER => whole,
                _ => raw.sqlite3_column_blob(reader.Handle, column),
            };
            Write(bytes, type switch { raw.SQLITE_NULL => 'n', raw.SQLITE_INTEGER => 'i', raw.SQLITE_TEXT => 't', raw.SQLITE_FLOAT => 'f', _ => 'b' }, value);
        }
        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, char type, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], value.Length);
        bytes.Write(head);
        bytes.Write(value);
    }

    /// <summary>The hash of a row, 64 hexadecimal digits.</summary>
    /// <param name="before">The hash of the row before it, as it is stored.</param>
    /// <param name="number">Its number.</param>
    /// <param name="encoded">Its columns, from <see cref="Encode"/>.</param>
    public static string Of(string before, long number, byte[] encoded)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(whole, number);

        // What is no hash any more still gives some bytes: the next row then does not fit it.
        hash.AppendData(before.Length == 64 && before.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(before) : Encoding.UTF8.GetBytes(before));
        hash.AppendData(whole);
        hash.AppendData(encoded);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
