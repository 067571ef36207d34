using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;

namespace HoiQC.Web.Rules;

/// <summary>What an administrator should look at: bases that end, days without a version, names that nothing bears.</summary>
public static class RuleWarnings
{
    private const int Ahead = 366;

    /// <summary>The warnings of a rule on a day, each a sentence.</summary>
    public static IEnumerable<string> Of(RuleBook book, string code, UnitTree tree, DateOnly today)
    {
        var versions = book.Versions(code);
        for (var i = 0; i < versions.Length; i++)
        {
            var (version, next) = (versions[i], i + 1 < versions.Length ? versions[i + 1] : null);
            if (version.From > today) yield return $"Phiên bản {version.Number} có hiệu lực từ ngày {Vietnamese.Date(version.From)}.";
            if (version.BasisUntil is not { } until || !(next?.From.DayNumber > until.DayNumber + 1 || next is null)) continue;
            if (next is not null) yield return $"Từ ngày {Vietnamese.Date(until.AddDays(1))} đến ngày {Vietnamese.Date(next.From.AddDays(-1))} không có căn cứ nên không mở nghĩa vụ mới.";
            else if (until < today) yield return $"Căn cứ hết hiệu lực ngày {Vietnamese.Date(until)}; từ đó không mở nghĩa vụ mới. Đề nghị thêm phiên bản mới.";
            else if (until.DayNumber - today.DayNumber <= Ahead) yield return $"Căn cứ sẽ hết hiệu lực sau ngày {Vietnamese.Date(until)}. Đề nghị chuẩn bị phiên bản mới.";
        }
        if (versions is not [.., var newest]) yield break;
        foreach (var unit in newest.Owners.Territory.Select(unit => unit.TrimStart('=')).Where(unit => tree.Find(unit) is null))
            yield return $"Phạm vi nêu đơn vị {unit} không có trong hệ thống.";
        if (newest.Quantity.From is QuantitySource.Figure figure && book.Versions(figure.Rule).IsEmpty)
            yield return $"Số lượng lấy từ quy tắc {figure.Rule}, nhưng không có quy tắc này.";
    }
}
