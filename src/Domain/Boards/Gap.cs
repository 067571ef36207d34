using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Boards;

/// <summary>A body that owes a rule in a year: what it has done of what is asked.</summary>
/// <param name="Body">Body id.</param>
/// <param name="BodyName">Body name.</param>
/// <param name="Unit">Code of its unit.</param>
/// <param name="UnitShortName">Short name of its unit.</param>
/// <param name="Line">Its line for the rule and year.</param>
public sealed record Owing(string Body, string BodyName, string Unit, string UnitShortName, Line Line);

/// <summary>One who has not: the body, its unit, and the name the sentence uses.</summary>
public sealed record Missing(string Id, string Unit, string Name);

/// <summary>Who has not done what the rule asks, with the sentence that a report takes over.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="N">Bodies that owe and have not fulfilled.</param>
/// <param name="Of">Bodies in the denominator.</param>
/// <param name="List">Those that have not, by unit code, then body; those with nothing first, then those with some but not enough, then those whose evidence waits for review.</param>
/// <param name="Sentence">The rule's sentence, filled in.</param>
public sealed record Gap(string Rule, int N, int Of, ImmutableArray<Missing> List, string Sentence)
{
    /// <summary>Bodies the rule names for which there is no data: outside the sentence and its denominator.</summary>
    public int NoData { get; init; }

    /// <summary>Makes the gap of one rule from all who owe it.</summary>
    public static Gap Compose(RuleVersion rule, IEnumerable<Owing> owing)
    {
        List<Owing> all = [.. owing];
        var counted = all.Where(one => one.Line.All > 0).OrderBy(one => one.Unit, CodeOrder.Instance).ThenBy(one => one.Body, StringComparer.Ordinal).ToList();
        var once = counted.CountBy(one => one.Unit, StringComparer.Ordinal).Where(pair => pair.Value == 1).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var missing = counted.Where(one => one.Line.Fulfilled < one.Line.All).ToList();
        var waiting = missing.Where(one => one.Line.Status == Status.Submitted).ToList();
        var none = missing.Where(one => one.Line.Done == 0 && one.Line.Status != Status.Submitted).ToList();
        var some = missing.Where(one => one.Line.Done > 0 && one.Line.Status != Status.Submitted).ToList();
        var list = string.Join("; ", new[]
        {
            string.Join(", ", none.Select(Name)),
            some.Count > 0 ? "chưa đủ: " + string.Join(", ", some.Select(one => $"{Name(one)} {Share(one.Line)}")) : "",
            waiting.Count > 0 ? "chờ duyệt: " + string.Join(", ", waiting.Select(Name)) : "",
        }.Where(part => part.Length > 0));
        return new(rule.Code, missing.Count, counted.Count, [.. none.Concat(some).Concat(waiting).Select(one => new Missing(one.Body, one.Unit, Name(one)))],
            Fill(rule, missing.Count, counted.Count, list))
        { NoData = all.Count(one => one.Line.Status == Status.NoData) };

        string Name(Owing one) => once.Contains(one.Unit) ? one.UnitShortName : one.BodyName;
    }

    /// <summary>How much of it: of one period the count, of several the periods.</summary>
    private static string Share(Line line) => line.All > 1
        ? $"{Vietnamese.Number(line.Fulfilled)}/{Vietnamese.Number(line.All)} kỳ"
        : $"{Vietnamese.Number(line.Done)}/{Vietnamese.Number(line.Required)}";

    private static string Fill(RuleVersion rule, int n, int of, string list)
    {
        if (of == 0) return $"Chưa có nơi nào đến kỳ phải thực hiện: {rule.Name}.";
        var every = Vietnamese.Number(of);
        var sentence = rule.Gap.Replace("{N}", every, StringComparison.Ordinal);
        if (n > 0) return sentence.Replace("{n}", Vietnamese.Number(n), StringComparison.Ordinal).Replace("{list}", list, StringComparison.Ordinal);

        // The pack's sentences say who has not; with nobody left the same words say that all have.
        var all = sentence.Replace("còn {n}", every, StringComparison.Ordinal).Replace("{n}", every, StringComparison.Ordinal)
            .Replace(" ({list})", "", StringComparison.Ordinal).Replace("{list}", "", StringComparison.Ordinal).TrimEnd();
        return all.Contains(" chưa ", StringComparison.Ordinal)
            ? "tất cả " + Vietnamese.Uncapital(ReplaceFirst(all, " chưa ", " đã "))
            : $"tất cả {every}/{every} đã hoàn thành: {rule.Name}";
    }

    private static string ReplaceFirst(string text, string old, string by)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + by + text[(at + old.Length)..];
    }
}
