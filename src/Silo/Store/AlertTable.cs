using System.Data.Common;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table alert.</summary>
internal static class AlertTable
{
    /// <summary>Columns of <see cref="Read"/>.</summary>
    public const string Columns = "id, unit, rule, year, kind, at, n, of_all, sentence";

    private const string Insert = """
        INSERT INTO alert (unit, rule, year, kind, at, n, of_all, sentence, recorded_at) VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i)
        ON CONFLICT (unit, rule, year, kind, at) DO NOTHING
        """;

    /// <summary>Reads a row.</summary>
    public static AlertRow Read(DbDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.Status(4), reader.Instant(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetString(8));

    /// <summary>Writes alerts, each once by its key; their ids come from the table.</summary>
    public static void Write(DbConnection connection, IEnumerable<AlertRow> alerts, DateTimeOffset now)
    {
        using var statement = new Statement(connection, Insert, "ttntnnntn");
        foreach (var alert in alerts)
        {
            statement.Add(
                alert.Unit, alert.Rule, alert.Year, Store.Columns.Of(alert.Kind), Store.Columns.Of(alert.At), alert.N, alert.Of, alert.Sentence, Store.Columns.Of(now));
        }
    }
}
