using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Import;

/// <summary>
/// Rules and tracking of a folder put over those that are stored. A line is a version: it is there already, or it is added behind the newest one; what was
/// opened under an older one keeps it. A document whose content stays keeps its number.
/// </summary>
internal sealed class RuleMerge
{
    private readonly DateOnly _today;
    private readonly Faults _faults;
    private readonly ILookup<string, RuleRecord> _stored;
    private readonly ImmutableArray<RuleRecord>.Builder _records;
    private readonly ImmutableArray<TrackingRecord>.Builder _tracking;
    private readonly Dictionary<(string Rule, string Level), int> _tracked;

    private RuleMerge(RuleBookDocument stored, DateOnly today, Faults faults)
    {
        (_today, _faults) = (today, faults);
        _stored = stored.Rules.ToLookup(rule => rule.Code, StringComparer.Ordinal);
        _records = stored.Rules.ToBuilder();
        _tracking = stored.Tracking.ToBuilder();
        _tracked = stored.Tracking.Select((row, index) => (row, index)).ToDictionary(pair => (pair.row.Rule, pair.row.Level), pair => pair.index);
    }

    public static (RuleBookDocument Document, Tally Rules, Tally Tracking) Of(RuleBookDocument stored, ImmutableArray<RuleLine> lines, Sheets sheets, DateOnly today, Faults faults)
    {
        var merge = new RuleMerge(stored, today, faults);
        var rules = new Tally();
        foreach (var code in lines.Where(line => line.Sound).GroupBy(line => line.Code, StringComparer.Ordinal)) rules = merge.Versions(code.Key, code, rules);
        var named = lines.Select(line => line.Code).Concat(stored.Rules.Select(rule => rule.Code)).ToHashSet(StringComparer.Ordinal);
        var tracking = merge.Track(sheets, named);
        if (rules is { New: 0, Changed: 0 } && tracking is { New: 0, Changed: 0 }) return (stored, rules, tracking);
        merge.TrackTheRest();
        return (new(stored.Version + 1, merge._records.ToImmutable(), merge._tracking.ToImmutable()), rules, tracking);
    }

    /// <summary>The versions of one rule, the oldest first; a line without a first day speaks of the newest.</summary>
    private Tally Versions(string code, IEnumerable<RuleLine> lines, Tally tally)
    {
        List<RuleRecord> known = [.. _stored[code].OrderBy(rule => rule.From).ThenBy(rule => rule.Number)];
        var (isNew, last) = (known.Count == 0, known.Count == 0 ? (DateOnly?)null : known[^1].From);
        var first = new Dictionary<DateOnly, int>();
        foreach (var line in lines.OrderBy(line => line.From ?? DateOnly.MaxValue))
        {
            if (!first.TryAdd(line.From ?? _today, line.Place.Line))
            {
                _faults.Add(line.Place, "code", $"“{code}” từ ngày {Vietnamese.Date(line.From ?? _today)} đã có ở dòng {first[line.From ?? _today]}. Đề nghị giữ lại một dòng, hoặc ghi ngày khác ở cột {PackNotation.ValidFrom}.");
                continue;
            }
            var before = line.From is { } day ? known.Find(rule => rule.From == day) : known.Count > 0 ? known[^1] : null;
            if (before is not null && IsSame(before, line))
            {
                tally = tally.With(isNew: false, changed: false);
                continue;
            }
            tally = tally.With(isNew, changed: true);
            var from = line.From ?? _today;
            if (known.Exists(rule => rule.From == from))
                _faults.Add(line.Place, PackNotation.ValidFrom, $"Quy tắc {code} đã có phiên bản khác từ ngày {Vietnamese.Date(from)}; một ngày chỉ có một phiên bản. Đề nghị ghi ngày khác ở cột {PackNotation.ValidFrom}.");
            else if (from < last)
                _faults.Add(line.Place, PackNotation.ValidFrom, $"Quy tắc {code} đã có phiên bản từ ngày {Vietnamese.Date(last.Value)}; nội dung mới không thể có hiệu lực từ ngày {Vietnamese.Date(from)}. Đề nghị ghi ngày muộn hơn.");
            else Add(line, known, from);
        }
        return tally;
    }

    private void Add(RuleLine line, List<RuleRecord> known, DateOnly from)
    {
        var row = line.Row.SetItem(PackNotation.ValidFrom, from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        try
        {
            PackNotation.Read(row, 1, from);
        }
        catch (PackFault fault)
        {
            // Only the end of the basis depends on the day; without it the rule is there, and what refers to it is not blamed.
            _faults.Add(line.Place, fault.Column, fault.Message);
            row = row.Remove(fault.Column);
        }

        // A rule that was here gets its notice as from a publication: nothing is overdue because a file was read.
        var published = _stored.Contains(line.Code) ? _today : (DateOnly?)null;
        var added = new RuleRecord(line.Code, known.Select(rule => rule.Number).DefaultIfEmpty().Max() + 1, from, row, published);
        known.Add(added);
        _records.Add(added);
    }

    private static bool IsSame(RuleRecord before, RuleLine line) =>
        PackNotation.Columns.All(column => column == PackNotation.ValidFrom || before.Row.GetValueOrDefault(column, "") == line.Row[column]);

    private Tally Track(Sheets sheets, HashSet<string> named)
    {
        var tally = new Tally();
        foreach (var line in sheets.Tracking)
        {
            if (line.Rule.Length > 0 && !named.Contains(line.Rule) && !sheets.Unread(Sheet.Rules))
            {
                _faults.Add(line.Place, "rule", UnknownRule(line.Rule));
                continue;
            }
            if (!line.Sound) continue;
            var row = new TrackingRecord(line.Rule, line.Level, line.FirstYear);
            var known = _tracked.TryGetValue((line.Rule, line.Level), out var index);
            tally = tally.With(!known, !known || _tracking[index] != row);
            if (known) _tracking[index] = row;
            else Track(row);
        }
        return tally;
    }

    /// <summary>
    /// A rule that comes in today with a first day in the past, and of which no file says since when it is tracked, is tracked from the first year
    /// that has not begun: nothing is late because its law is older than the system.
    /// </summary>
    private void TrackTheRest()
    {
        foreach (var rule in _records.GroupBy(rule => rule.Code, StringComparer.Ordinal).Where(rule => !_stored.Contains(rule.Key) && rule.Min(version => version.From) < _today).ToList())
        {
            List<RuleVersion> versions = [.. rule.Select(version => PackNotation.Read(version.Row, version.Number, version.From))];
            if (versions[^1].Schedule is not Schedule.Periodic schedule) continue;
            var year = _today.Year;
            while (schedule.Of(year).Any(one => schedule.Opens(one.Period, one.Place) < _today)) year++;
            foreach (var level in versions.SelectMany(version => version.Owners.Levels).Distinct(StringComparer.Ordinal))
                if (!_tracked.ContainsKey((rule.Key, level))) Track(new(rule.Key, level, year));
        }
    }

    private void Track(TrackingRecord row)
    {
        _tracked[(row.Rule, row.Level)] = _tracking.Count;
        _tracking.Add(row);
    }

    public static string UnknownRule(string code) => $"Không có quy tắc {code} trong {Sheet.Rules.File} cũng như trong hệ thống. Đề nghị sửa mã hoặc thêm quy tắc này.";
}
