using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;

namespace HoiQC.Silo.Import;

/// <summary>Events by the body each belongs to: found by unit and kind, of which there must be exactly one.</summary>
internal static class EventIndex
{
    public static Dictionary<string, List<EventLine>> Of(Sheets sheets, BodyMerge bodies, UnitTree tree, RuleBook book, Faults faults)
    {
        var events = new Dictionary<string, List<EventLine>>(StringComparer.Ordinal);
        var broken = sheets.Rules.Where(line => !line.Sound).Select(line => line.Code).Concat(sheets.Tracking.Where(line => !line.Sound).Select(line => line.Rule))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var line in sheets.Events)
        {
            var sound = line.Sound;
            var (code, unit, kind) = (line.Form.Rule, line.Unit, line.Kind);
            if (code.Length == 0 || broken.Contains(code) || sheets.Unread(Sheet.Rules) || sheets.Unread(Sheet.Tracking)) sound = false;
            else if (book.Versions(code) is not [.., var newest]) Blame("rule", RuleMerge.UnknownRule(code));
            else if (line.Position.Length > 0 && line.Position != (newest.Owners.Position ?? ""))
            {
                Blame("position", newest.Owners.Position is { } position
                    ? $"Quy tắc {code} là việc của {position}, tệp ghi “{line.Position}”. Đề nghị sửa lại hoặc để trống."
                    : $"Quy tắc {code} không giao cho một chức danh nào, tệp ghi “{line.Position}”. Đề nghị để trống.");
            }

            if (unit.Length == 0 || sheets.Unread(Sheet.Units)) continue;
            if (tree.Find(unit) is null) Blame("unit_code", $"Đơn vị {unit} không có trong {Sheet.Units.File} và chưa có trong hệ thống. Đề nghị sửa mã hoặc thêm đơn vị này.");
            if (kind.Length == 0 || sheets.Unread(Sheet.Bodies) || bodies.Doubtful(unit) || tree.Find(unit) is null) continue;
            var found = bodies.Find(unit, kind);
            if (found.Count != 1)
            {
                Blame("body_kind", found.Count == 0
                    ? $"Đơn vị {unit} không có tổ chức nào thuộc loại {kind}. Đề nghị sửa loại tổ chức hoặc thêm tổ chức vào {Sheet.Bodies.File}."
                    : $"Đơn vị {unit} có {found.Count} tổ chức thuộc loại {kind} ({string.Join(", ", found.Take(5))}), nên không rõ dòng này là của tổ chức nào. Đề nghị nộp trên trang của tổ chức.");
            }
            if (!sound || found.Count != 1) continue;
            if (!events.TryGetValue(found[0], out var lines)) events[found[0]] = lines = [];
            lines.Add(line);

            void Blame(string column, string sentence)
            {
                sound = false;
                faults.Add(line.Place, column, sentence);
            }
        }
        return events;
    }
}
