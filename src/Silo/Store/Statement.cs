using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace HoiQC.Silo.Store;

/// <summary>A statement prepared once and run for many rows; its parameters are @a, @b, @c … in the order of the values.</summary>
internal sealed partial class Statement : IDisposable
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 26).Select(place => $"@{Letter(place)}")];

    private readonly string _kinds;
    private readonly string _sql;
    private readonly DbConnection _connection;
    private readonly PostgresConnection? _server;
    private readonly long _place;
    private DbCommand? _command;
    private List<object?[]> _rows = [];
    private string? _ofMany;

    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="kinds">A letter for each parameter: n for a whole number or a flag, t for a text, l for a list of whole numbers (<see cref="IsListed"/>), not of what is gathered or run for many rows.</param>
    public Statement(DbConnection connection, string sql, string kinds)
    {
        (_connection, _sql, _kinds, _server) = (connection, sql, kinds, connection as PostgresConnection);
        _place = _server?.NextPlace() ?? 0;
    }

    /// <summary>The condition that a column is one of the numbers of parameter @a, as each kind of database finds them fastest.</summary>
    public static string IsListed(DbConnection connection, string column) =>
        connection is PostgresConnection ? $"{column} = ANY(@a)" : $"{column} IN (SELECT value FROM json_each(@a))";

    /// <summary>Runs it now.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(params ReadOnlySpan<object?> values) => Bound(values).ExecuteNonQuery();

    /// <summary>Its one number; null for no row.</summary>
    public long? Number(params ReadOnlySpan<object?> values) => (long?)Bound(values).ExecuteScalar();

    /// <summary>The ids it answers with.</summary>
    public List<long> Ids(params ReadOnlySpan<object?> values) => IdsOf(Bound(values));

    /// <summary>Runs it for one row more, of which nobody asks what came of it: on a server some time before anything else is asked. Only for INSERT … VALUES.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        if (_server is null)
        {
            Run(values);
            return;
        }
        _rows.Add(values.ToArray());
        _server.Gathered(_place, this);
    }

    /// <summary>Runs it for many rows; on a server at once. Only for UPDATE … WHERE, and each row of the table at most once.</summary>
    /// <param name="rows">The values of each; the first is the row's id.</param>
    /// <returns>Ids of the rows it changed.</returns>
    public HashSet<long> RunAll(IReadOnlyList<object?[]> rows)
    {
        if (_server is null) return [.. rows.Where(row => Run(row) == 1).Select(row => (long)row[0]!)];
        if (rows.Count == 0) return [];
        _server.Flush();
        using var command = _server.Inner.CreateCommand();
        command.CommandText = $"{OfMany()} RETURNING id";
        Fill(command.Parameters, rows);
        return [.. IdsOf(command)];
    }

    /// <summary>What was gathered, as one command.</summary>
    internal NpgsqlBatchCommand Take()
    {
        var command = new NpgsqlBatchCommand(OfMany());
        Fill(command.Parameters, _rows);
        return command;
    }

    /// <summary>Forgets what was gathered.</summary>
    internal void Drop() => _rows = [];

    public void Dispose() => _command?.Dispose();

    private static List<long> IdsOf(DbCommand command)
    {
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read()) ids.Add(reader.Number(0));
        return ids;
    }

    private static char Letter(int place) => (char)('a' + place);

    private NpgsqlDbType TypeOf(int place) => _kinds[place] switch
    {
        'n' => NpgsqlDbType.Bigint,
        'l' => NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        _ => NpgsqlDbType.Text,
    };

    private DbCommand Bound(ReadOnlySpan<object?> values)
    {
        _server?.Flush();
        var command = _command ??= Prepared();
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = ValueOf(_kinds[i], values[i]) ?? DBNull.Value;
        return command;
    }

    /// <summary>Most of the statements of a writer are not run for most of what it writes: the command is made when it is.</summary>
    private DbCommand Prepared()
    {
        var command = _server?.Inner.CreateCommand() ?? _connection.CreateCommand();
        command.CommandText = _sql;
        for (var i = 0; i < _kinds.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Names[i];
            if (parameter is NpgsqlParameter typed) typed.NpgsqlDbType = TypeOf(i);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private object? ValueOf(char kind, object? value) => kind switch
    {
        'n' => Whole(value),
        'l' when _server is null => Query.List((long[])value!),
        _ => value,
    };

    /// <summary>Whole numbers and flags lie in columns of eight bytes, and a parameter has one type whatever its value.</summary>
    private static object? Whole(object? value) => value switch
    {
        bool flag => flag ? 1L : 0L,
        int number => (long)number,
        var other => other,
    };

    private void Fill(NpgsqlParameterCollection parameters, IReadOnlyList<object?[]> rows)
    {
        for (var i = 0; i < _kinds.Length; i++)
        {
            var place = i;
            object values = _kinds[i] == 'n' ? rows.Select(row => (long?)Whole(row[place])).ToArray() : rows.Select(row => (string?)row[place]).ToArray();
            parameters.Add(new NpgsqlParameter { ParameterName = $"{Letter(i)}", NpgsqlDbType = NpgsqlDbType.Array | TypeOf(i), Value = values });
        }
    }

    /// <summary>The same statement over the rows of arrays: the values of VALUES are selected from them, an UPDATE is joined to them.</summary>
    private string OfMany()
    {
        if (_ofMany is not null) return _ofMany;
        var given = new StringBuilder("unnest(");
        for (var i = 0; i < _kinds.Length; i++) given.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? ", " : "")}@{Letter(i)}");
        given.Append(") AS given (").AppendJoin(", ", Enumerable.Range(0, _kinds.Length).Select(Letter)).Append(')');
        var asColumns = Parameter().Replace(_sql, "given.${letter}");
        _ofMany = _sql.StartsWith("INSERT", StringComparison.Ordinal)
            ? Values().Replace(asColumns, $"SELECT ${{values}} FROM {given}", 1)
            : asColumns.Replace("\nWHERE ", $"\nFROM {given} WHERE ", StringComparison.Ordinal);
        return _ofMany;
    }

    [GeneratedRegex("@(?<letter>[a-z])\\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("VALUES \\((?<values>[^)]*)\\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Values();
}
