using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Store;

/// <summary>A statement prepared once and run for many rows; its parameters are @a, @b, @c … in the order of the values.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < parameters; i++) _command.Parameters.Add(new SqliteParameter { ParameterName = "@" + (char)('a' + i) });
    }

    /// <summary>How many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Its one number; null for no row.</summary>
    public long? Number(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return (long?)_command.ExecuteScalar();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
