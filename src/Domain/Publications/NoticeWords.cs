using HoiQC.Domain.Periods;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Publications;

/// <summary>One change of a publication as its body is told of it.</summary>
/// <param name="Rule">Short name of the rule.</param>
/// <param name="Period">Its period.</param>
/// <param name="Effect">What happened.</param>
/// <param name="OldDue">Last day in time before; null for one that is created.</param>
/// <param name="NewDue">Last day in time after; null for one that is voided.</param>
/// <param name="NoticeDays">Days of notice, where they give the due day.</param>
/// <param name="Required">How many, where that has changed; else null.</param>
public sealed record ToldChange(string Rule, Period Period, Effect Effect, DateOnly? OldDue, DateOnly? NewDue, int? NoticeDays, int? Required);

/// <summary>What a body is told of a publication.</summary>
public static class NoticeWords
{
    private const int Most = 6;

    /// <summary>"Quy tắc “Phản biện” có phiên bản mới từ ngày 01/01/2024. Năm 2024: hạn 30/11/2024 (trước là 31/12/2024)."</summary>
    /// <param name="head">What was published, as a sentence.</param>
    /// <param name="changes">What changes for the body, at least one.</param>
    /// <param name="named">Whether each change names its rule.</param>
    public static string Of(string head, IReadOnlyCollection<ToldChange> changes, bool named) =>
        head + string.Concat(changes.Take(Most).Select(change => " " + Sentence(change, named))) + (changes.Count > Most ? $" Còn {changes.Count - Most} việc khác, đề nghị xem trên trang này." : "");

    private static string Sentence(ToldChange change, bool named)
    {
        var what = Vietnamese.Capital(named ? $"{change.Rule}, {change.Period.Text}" : change.Period.Text);
        var number = change.Required is { } required ? $", số lượng ít nhất {required}" : "";
        var notice = change.NoticeDays is { } days ? $", là {days} ngày kể từ ngày công bố" : "";
        return change.Effect switch
        {
            Effect.Created => $"{what}: việc mới, hạn {Vietnamese.Date(change.NewDue!.Value)}{notice}.",
            Effect.Voided => $"{what}: không còn phải thực hiện (hạn trước là {Vietnamese.Date(change.OldDue!.Value)}).",
            Effect.Moved => $"{what}: hạn mới {Vietnamese.Date(change.NewDue!.Value)}{notice} (trước là {Vietnamese.Date(change.OldDue!.Value)}){number}.",
            _ => $"{what}: vẫn hạn {Vietnamese.Date(change.NewDue!.Value)}{notice}{number}.",
        };
    }
}
