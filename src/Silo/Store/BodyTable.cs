using System.Data.Common;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table body.</summary>
internal static class BodyTable
{
    /// <summary>Columns of <see cref="Read"/>, of a table called b.</summary>
    public const string Columns = "b.id, b.unit, b.class, b.kind, b.name, b.source, b.registered_on, b.last_day, b.special";

    /// <summary>How many they are.</summary>
    public const int Width = 9;

    /// <summary>The condition that a body is of one of @kinds, a <see cref="Query.List"/>; @associations says that associations of every kind are.</summary>
    public const string OfKinds = "(b.kind IN (SELECT value FROM json_each(@kinds)) OR (@associations AND b.class = 'Association'))";

    private const string Upsert = """
        INSERT INTO body (id, unit, class, kind, name, folded, source, registered_on, last_day, special) VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j)
        ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, class = excluded.class, kind = excluded.kind, name = excluded.name, folded = excluded.folded,
            source = excluded.source, registered_on = excluded.registered_on, last_day = excluded.last_day, special = excluded.special
        """;

    /// <summary>Reads a row; its last day is the body's or its unit's, whichever is earlier.</summary>
    public static BodyRow Read(DbDataReader reader, UnitTree tree, int first = 0)
    {
        var unit = reader.GetString(first + 1);
        return new(
            reader.GetString(first), unit, Enum.Parse<BodyClass>(reader.GetString(first + 2)), reader.GetString(first + 3), reader.GetString(first + 4),
            reader.GetString(first + 5), reader.Day(first + 6), LastDay(tree, unit, reader.DayOrNull(first + 7)), reader.Number(first + 8) != 0);
    }

    /// <summary>The body's last day or its unit's, whichever is earlier.</summary>
    public static DateOnly? LastDay(UnitTree tree, string unit, DateOnly? own) => tree.Find(unit)?.ValidTo is { } end && !(own < end) ? end : own;

    /// <summary>Unit and kind of a body, which never change; null for an unknown one.</summary>
    public static (string Unit, string Kind)? KindOf(DbConnection connection, string id) =>
        connection.Rows("SELECT unit, kind FROM body WHERE id = @id", new { id }, reader => ((string, string)?)(reader.Text(0), reader.Text(1))).FirstOrDefault();

    /// <summary>Writes bodies, new ones or with new facts; their last day is the body's own.</summary>
    public static void Write(DbConnection connection, IEnumerable<BodyRow> bodies)
    {
        using var statement = new Statement(connection, Upsert, "tttttttttn");
        foreach (var body in bodies)
        {
            statement.Add(
                body.Id, body.Unit, body.Class.ToString(), body.Kind, body.Name, Vietnamese.Fold(body.Name), body.Source, Store.Columns.Of(body.RegisteredOn),
                Store.Columns.Of(body.LastDay), body.Special);
        }
    }
}
