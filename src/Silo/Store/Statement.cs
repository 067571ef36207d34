using System.Data.Common;

namespace HoiQC.Silo.Store;

/// <summary>A statement prepared once and run for many rows; its parameters are @a, @b, @c … in the order of the values.</summary>
internal sealed class Statement : IDisposable
{
    private readonly DbCommand _command;

    public Statement(DbConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + (char)('a' + i);
            _command.Parameters.Add(parameter);
        }
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

    /// <summary>Whole numbers and flags lie in columns of eight bytes, and a parameter has one type whatever its value.</summary>
    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                bool flag => flag ? 1L : 0L,
                int number => (long)number,
                var other => other,
            };
        }
    }
}
