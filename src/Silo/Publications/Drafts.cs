using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HoiQC.Domain;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Publications;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Publications;

/// <summary>A draft that makes sense, against the configuration it was read with.</summary>
/// <param name="Rule">Rule code; null for a calendar.</param>
/// <param name="Number">Number of the version it makes.</param>
/// <param name="From">First day of a rule version; null for a calendar.</param>
/// <param name="Mode">From when it binds.</param>
/// <param name="NoticeDays">Days of notice.</param>
/// <param name="Text">The draft as text, its author and note left out: they change nothing for anybody.</param>
/// <param name="Units">The units.</param>
/// <param name="Rules">The rules with the new version.</param>
/// <param name="Calendar">The calendars with the new version.</param>
internal sealed record ReadDraft(
    string? Rule, int Number, DateOnly? From, PublicationMode Mode, int NoticeDays, string Text, UnitTreeDocument Units, RuleBookDocument Rules, CalendarDocument Calendar)
{
    /// <summary>What it does.</summary>
    public Plan PlanAt(DateTimeOffset at) => Configuration.Of(Units, Rules, Calendar) is var configuration && Rule is { } rule
        ? new RulePlan(configuration, configuration.Book.Find(rule, Number)!, Mode, at)
        : new CalendarPlan(configuration, Number, NoticeDays, at);
}

/// <summary>Reads drafts: what is wrong with one is said at its field.</summary>
internal static class Drafts
{
    private const int LongestAuthor = 100;
    private const int LongestNote = 500;
    private const int LongestNotice = 366;

    /// <summary>A version of a rule.</summary>
    public static (ReadDraft? Read, ImmutableArray<Refusal> Refusals) Read(RuleDraft draft, StoredDocuments stored, DateOnly day)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        foreach (var column in draft.Row.Keys.Where(column => !PackNotation.Columns.Contains(column, StringComparer.Ordinal)))
            Refuse(column, $"Quy tắc không có cột “{column}”. Các cột: {string.Join(", ", PackNotation.Columns)}.");
        var mode = PublicationModes.Read(draft.Mode);
        if (mode is null) Refuse("mode", "Đề nghị chọn: next (từ kỳ kế tiếp), from (từ một ngày) hoặc open (cả việc đang mở).");
        if (mode == PublicationMode.Next && draft.From is not null) Refuse("from", "Áp dụng từ kỳ kế tiếp thì ngày bắt đầu do hệ thống tính. Đề nghị bỏ ngày này hoặc chọn áp dụng từ một ngày.");
        CheckNotice(draft.NoticeDays, Refuse);
        CheckWords(draft.Author, draft.Note, Refuse);

        var row = PackNotation.Columns.ToImmutableDictionary(column => column, column => Words(draft.Row.GetValueOrDefault(column)), StringComparer.Ordinal);
        if (row["code"].Length > 0 && row["code"] != draft.Code) Refuse("code", $"Mã trong nội dung là {row["code"]}, khác với quy tắc {draft.Code}. Đề nghị giữ nguyên mã.");
        row = row.SetItem("code", draft.Code);
        if (draft.NoticeDays is { } notice) row = row.SetItem("notice_days", notice.ToString(CultureInfo.InvariantCulture));

        ImmutableArray<RuleRecord> versions = [.. stored.Rules.Rules.Where(rule => rule.Code == draft.Code)];
        var number = versions.Length == 0 ? 1 : versions.Max(rule => rule.Number) + 1;
        var first = draft.From ?? (mode == PublicationMode.From ? Guarded(() => PackNotation.FirstDay(row), Refuse) : null);
        if (mode == PublicationMode.From && first is null && refusals.Count == 0) Refuse("from", "Đề nghị ghi ngày bắt đầu hiệu lực.");
        if (Guarded(() => PackNotation.Read(row.SetItem(PackNotation.ValidFrom, ""), number, DateOnly.MinValue), Refuse) is not { } unplaced || refusals.Count > 0) return (null, refusals.ToImmutable());

        var from = first ?? (mode == PublicationMode.Next ? unplaced.Schedule.NextOpening(day) : FreeDay(versions, day));
        CheckFirstDay(versions, draft.Code, from, mode, Refuse);
        row = row.SetItem(PackNotation.ValidFrom, from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (Guarded(() => PackNotation.Read(row, number, from, day), Refuse) is not { } version || refusals.Count > 0) return (null, refusals.ToImmutable());
        CheckReferences(version, stored, Refuse);
        if (refusals.Count > 0) return (null, refusals.ToImmutable());
        var record = new RuleRecord(draft.Code, number, from, row, day, Words(draft.Author), Words(draft.Note));
        var text = $"{mode!.Value.Text()}|{number}|{from:yyyyMMdd}|{version.NoticeDays}|{stored.CalendarNumber}{string.Concat(PackNotation.Columns.Select(column => $"\n{column}={row[column]}"))}";
        return (new(draft.Code, number, from, mode.Value, version.NoticeDays, text, stored.Units, stored.Rules with { Version = stored.Rules.Version + 1, Rules = stored.Rules.Rules.Add(record) }, stored.Calendar), []);

        void Refuse(string field, string sentence) => refusals.Add(Refusal.Invalid(sentence, field));
    }

    /// <summary>What a version names must be there: else nobody would owe it, or no number would ever be raised.</summary>
    private static void CheckReferences(RuleVersion version, StoredDocuments stored, Action<string, string> refuse)
    {
        foreach (var unit in version.Owners.Territory.Select(text => text.TrimStart('=')).Where(unit => stored.Units.Units.All(known => known.Code != unit)))
            refuse("territory", $"Không có đơn vị mã “{unit}”. Đề nghị ghi mã đơn vị như ở trang Đơn vị.");
        if (version.Quantity.From is QuantitySource.Figure figure && stored.Rules.Rules.All(rule => rule.Code != figure.Rule))
            refuse("quantity_from", $"Không có quy tắc mã “{figure.Rule}” để lấy số lượng. Đề nghị ghi lại mã quy tắc.");
    }

    /// <summary>A calendar.</summary>
    public static (ReadDraft? Read, ImmutableArray<Refusal> Refusals) Read(CalendarDraft draft, int? noticeDays, StoredDocuments stored, DateOnly day, bool publishing)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        CheckNotice(noticeDays, (field, sentence) => refusals.Add(Refusal.Invalid(sentence, field)));

        // Somebody who only looks need not say who they are.
        var named = publishing || !string.IsNullOrWhiteSpace(draft.Author) ? draft : draft with { Author = "–" };
        var number = stored.CalendarNumber + 1;
        var (version, wrong) = named.Check(number, day);
        refusals.AddRange(wrong);
        if (version is null || refusals.Count > 0) return (null, refusals.ToImmutable());
        var notice = noticeDays ?? RuleVersion.UsualNotice;
        var text = $"{number}|{notice}|{version.CultureDay}{string.Concat(version.Overrides.Select(one => $"\n{one}"))}{string.Concat(version.Swaps.Select(swap => $"\n{swap}"))}";
        var document = new CalendarDocument(stored.Calendar.Version + 1, [.. stored.Calendar.All(), CalendarRecord.Of(version)]);
        return (new(null, number, null, PublicationMode.Open, notice, text, stored.Units, stored.Rules, document), []);
    }


    private static T? Guarded<T>(Func<T?> read, Action<string, string> refuse)
    {
        try
        {
            return read();
        }
        catch (PackFault fault)
        {
            refuse(fault.Column, fault.Message);
            return default;
        }
    }

    /// <summary>The first day from that one on from which no version begins.</summary>
    private static DateOnly FreeDay(ImmutableArray<RuleRecord> versions, DateOnly day)
    {
        while (versions.Any(version => version.From == day)) day = day.AddDays(1);
        return day;
    }

    private static void CheckFirstDay(ImmutableArray<RuleRecord> versions, string code, DateOnly from, PublicationMode? mode, Action<string, string> refuse)
    {
        if (from.Year is < 1990 or > 2100)
            refuse("valid_from", $"Ngày {Vietnamese.Date(from)} nằm ngoài các năm 1990–2100. Đề nghị ghi lại ngày bắt đầu hiệu lực.");
        else if (versions.FirstOrDefault(version => version.From == from) is { } next && mode == PublicationMode.Next)
            refuse("mode", $"Quy tắc {code} đã có phiên bản {next.Number} từ ngày {Vietnamese.Date(from)}, là ngày “từ kỳ sau” bắt đầu. Đề nghị công bố “từ một ngày” hoặc “áp dụng cả cho nghĩa vụ đang mở”, ngày bắt đầu sau ngày {Vietnamese.Date(from)}.");
        else if (versions.FirstOrDefault(version => version.From == from) is { } same)
            refuse("valid_from", $"Quy tắc {code} đã có phiên bản {same.Number} từ ngày {Vietnamese.Date(from)}. Đề nghị chọn ngày khác.");
        else if (versions.Length > 0 && versions.Min(version => version.From) is var first && from < first)
            refuse("valid_from", $"Quy tắc {code} có hiệu lực từ ngày {Vietnamese.Date(first)}; phiên bản mới không thể có hiệu lực trước ngày đó. Đề nghị chọn ngày sau.");
    }

    private static void CheckNotice(int? days, Action<string, string> refuse)
    {
        if (days is < 0 or > LongestNotice) refuse("noticeDays", $"Số ngày báo trước phải từ 0 đến {LongestNotice}.");
    }

    private static void CheckWords(string? author, string? note, Action<string, string> refuse)
    {
        if (Words(author).Length > LongestAuthor) refuse("author", $"Tên người công bố dài quá {LongestAuthor} ký tự. Đề nghị rút gọn.");
        if (Words(note).Length > LongestNote) refuse("note", $"Ghi chú dài quá {LongestNote} ký tự. Đề nghị rút gọn.");
    }

    private static string Words(string? text) => (text ?? "").Trim().Normalize(NormalizationForm.FormC);
}
