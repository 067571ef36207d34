using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Bodies;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Record;

/// <summary>A row of the record about a piece of evidence, beside the piece as it lies in the tables. Whatever of the two was altered, it is read all the same.</summary>
internal sealed record ToldPiece
{
    /// <summary>The dotted words of rows about evidence.</summary>
    public const string Submitted = "evidence.submitted", Accepted = "evidence.accepted", Returned = "evidence.returned", Withdrawn = "evidence.withdrawn";

    private const string Same = "CASE WHEN", As = "IS NOT DISTINCT FROM", End = "THEN 1 ELSE 0 END";

    // What needs no reading is compared where it lies, whatever type it has become.
    private const string Rows = $"""
        SELECT s.number, r.what, r.subject, r.new, e.code, {Same} (o.body || '/' || o.rule || '/' || o.period || '#' || e.code) {As} r.subject {End},
            e.form, e.form_hash, e.occurred_on, e.document_date, {Same} e.count {As} 1 AND e.imported {As} 0 {End}, {Same} e.received_at {As} r.at AND e.recorded_at {As} r.at {End},
            {Same} e.submitter {As} r.account AND e.submitter_name {As} r.name {End}, e.review, {Same} e.reviewed_at {As} r.at AND e.reviewer {As} r.account AND e.reviewer_name {As} r.name {End},
            e.review_reason, e.review_rule_version, {Same} e.withdrawn_at {As} r.at {End}, e.withdrawn_reason
        FROM record r LEFT JOIN seal s ON s.record = r.id
            LEFT JOIN evidence e ON e.code = substr(r.subject, instr(r.subject, '#') + 1) LEFT JOIN obligation o ON o.id = e.obligation
        WHERE r.what IN ('{Submitted}', '{Accepted}', '{Returned}', '{Withdrawn}') ORDER BY r.id
        """;

    /// <summary>The row, by its number in the chain.</summary>
    public required string Row { get; init; }

    /// <summary>What was done.</summary>
    public required string What { get; init; }

    /// <summary>The piece as the row names it.</summary>
    public required string Subject { get; init; }

    /// <summary>Its receipt code; null where there is no such piece any more.</summary>
    public required string? Code { get; init; }

    /// <summary>The form, where it is the one that was handed in; null for every other row and form.</summary>
    public EvidenceForm? Form { get; private init; }

    /// <summary>What does not fit; null for nothing.</summary>
    public string? Fault { get; private init; }

    /// <summary>All of them, the oldest first.</summary>
    public static IEnumerable<ToldPiece> All(DbConnection connection) => connection.Rows(Rows, null, Read);

    /// <summary>What was done, in words.</summary>
    public static string Done(string what) => what switch
    {
        Submitted => "nộp",
        Withdrawn => "rút",
        _ => "duyệt",
    };

    /// <summary>A number as it is written, whatever it may have become; null for none.</summary>
    private static string? Whole(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture);

    private static ToldPiece Read(DbDataReader reader)
    {
        var told = new ToldPiece
        {
            Row = Whole(reader, 0) ?? "chưa niêm phong",
            What = reader.GetString(1),
            Subject = reader.GetString(2),
            Code = reader.TextOrNull(4),
        };
        var (row, done) = (told.Row, Done(told.What));
        if (told.Code is null) return told with { Fault = $"Minh chứng {told.Subject} không còn trong cơ sở dữ liệu, nhưng dòng {row} của nhật ký ghi là đã {done}." };
        if (Cells(reader.TextOrNull(3)) is not { } cells)
            return told with { Fault = $"Dòng {row} của nhật ký ghi minh chứng {told.Subject} đã {done}, nhưng nội dung của dòng không còn đọc được nên không đối chiếu được." };
        var form = told.What == Submitted ? FormOf(reader.TextOrNull(6), reader.TextOrNull(7), cells.GetValueOrDefault("formHash")) : null;
        var other = Is(5) ? told.What switch
        {
            Submitted when form is null => "nội dung không còn khớp với dấu ở",
            Submitted => Columns(form) is { } column ? column + " không còn như" : null,
            Withdrawn => Is(17) && reader.TextOrNull(18) == cells.GetValueOrDefault("reason") ? null : "việc rút không còn như",
            _ => Is(14) && told.What == $"evidence.{reader.TextOrNull(13)?.ToLowerInvariant()}" && reader.TextOrNull(15) == cells.GetValueOrDefault("reason")
                && Whole(reader, 16) == cells.GetValueOrDefault("ruleVersion") ? null : "kết quả duyệt không còn như",
        } : "nghĩa vụ không còn như";
        return other is null ? told with { Form = form } : told with { Fault = $"Minh chứng {told.Subject} đã bị sửa sau khi {done}: {other} dòng {row} của nhật ký." };

        bool Is(int column) => !reader.IsDBNull(column) && reader.GetInt64(column) == 1;

        // What the ladder and the review read lies in columns beside the form.
        string? Columns(EvidenceForm handedIn) =>
            !Is(11) ? "thời điểm nhận"
            : !Is(12) ? "người nộp"
            : !Is(10) || reader.TextOrNull(8) != Store.Columns.Of(handedIn.OccurredOn) || reader.TextOrNull(9) != Store.Columns.Of(handedIn.DocumentDate) ? "ngày tháng hoặc số lượng"
            : cells.GetValueOrDefault("review") == nameof(Verdict.Pending) && reader.IsDBNull(13) ? "việc chờ duyệt" : null;
    }

    /// <summary>A form that has the hash that is stored beside it and the one that the record tells; null for every other text.</summary>
    private static EvidenceForm? FormOf(string? form, string? stored, string? told)
    {
        try
        {
            if (form is null || JsonSerializer.Deserialize<EvidenceForm>(form, Documents.Json) is not { Fields: not null } read) return null;
            read = read with { Files = read.Files.IsDefault ? [] : read.Files };
            return read.Files.All(file => file is not null) && FormHash.Of(read) is var hash && hash == stored && hash == told ? read : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a row says, by its names; null where it can no longer be read.</summary>
    private static Dictionary<string, string>? Cells(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var cell in document.RootElement.EnumerateObject()) cells[cell.Name] = cell.Value.ToString();
            return cells;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
