using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Words;
using HoiQC.Grains.Record;
using HoiQC.Web.Access;
using HoiQC.Web.Boards;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Record;

/// <summary>A question that makes sense, put to the rows that the person may read.</summary>
public sealed class RecordQuestion
{
    private const int FirstYear = 1990, LastYear = 2100;

    private readonly RecordInSight _record;
    private readonly RecordQuery _query;

    private RecordQuestion(RecordInSight record, RecordQuery query) => (_record, _query) = (record, query);

    /// <summary>The row before which it reads; null for the newest.</summary>
    public long? Before => _query.Before;

    /// <summary>The question, or what is wrong with it.</summary>
    public static (RecordQuestion? Question, Refusal? Refusal) Of(RecordAsked asked, Sight sight)
    {
        if (!TryDay("Từ ngày", asked.From, out var from, out var wrong)) return (null, Refusal.Invalid(wrong, "from"));
        if (!TryDay("Đến ngày", asked.To, out var to, out wrong)) return (null, Refusal.Invalid(wrong, "to"));
        if (from > to) return (null, Refusal.Invalid($"Từ ngày {Vietnamese.Date(from.Value)} đứng sau đến ngày {Vietnamese.Date(to!.Value)}. Đề nghị ghi lại.", "from"));
        long? before = null;
        if (!string.IsNullOrEmpty(asked.Before))
        {
            if (!long.TryParse(asked.Before, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return (null, Refusal.Invalid($"Giá trị before={Problems.Quote(asked.Before)} không hợp lệ; đề nghị ghi số nguyên từ 0 trở lên (số next của lần đọc trước).", "before"));
            before = number;
        }
        if (sight.Record(Given(asked.Unit)) is not { } record) return (null, Refusal.Unknown(BoardQueries.NoUnit(asked.Unit!)));
        return (new(record, new(null, Given(asked.Person), Given(asked.What), Given(asked.Subject), from, to, before)), null);
    }

    /// <summary>Its rows, the newest first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">Only rows with a smaller id; null for what the question says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ImmutableArray<RecordRow>> Read(int limit, long? before, CancellationToken cancellationToken) => _record.Read(_query with { Before = before ?? _query.Before }, limit, cancellationToken);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Normalize();

    /// <summary>A day of the years that HoiQC computes; none where nothing was written.</summary>
    private static bool TryDay(string label, string? text, out DateOnly? day, out string wrong)
    {
        (day, wrong) = (null, "");
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (Days.Read(text) is { Year: >= FirstYear and <= LastYear } read) day = read;
        else wrong = Days.Wrong(label, text) ?? $"{label} {text.Trim()} nằm ngoài các năm {FirstYear}–{LastYear}. Đề nghị ghi lại.";
        return day is not null;
    }
}
