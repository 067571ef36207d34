using System.Buffers.Binary;
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

    /// <summary>A row's columns as they are hashed. The bytes are taken as they lie in the file, whatever they are: also what is no text any more is told apart.</summary>
    /// <param name="reader">Stands on the row.</param>
    /// <param name="first">The place of the first of <see cref="Columns"/>.</param>
    public static byte[] Encode(SqliteDataReader reader, int first)
    {
        using var bytes = new MemoryStream(512);
        Span<byte> head = stackalloc byte[5];
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
            head[0] = type switch
            {
                raw.SQLITE_NULL => (byte)'n',
                raw.SQLITE_INTEGER => (byte)'i',
                raw.SQLITE_TEXT => (byte)'t',
                raw.SQLITE_FLOAT => (byte)'f',
                _ => (byte)'b',
            };
            BinaryPrimitives.WriteInt32BigEndian(head[1..], value.Length);
            bytes.Write(head);
            bytes.Write(value);
        }
        return bytes.ToArray();
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
