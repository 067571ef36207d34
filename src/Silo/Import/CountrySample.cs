using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HoiQC.Domain.Rules;

namespace HoiQC.Silo.Import;

/// <summary>
/// The files of a whole country, the same ones every time: the real provinces, made-up communes ("Minh họa"), ten yearly rules, one body for
/// each rule and commune, and evidence of most of them, here more and there less, spread over the year.
/// </summary>
internal static class CountrySample
{
    public static ImportFiles Of(int year)
    {
        var (units, bodies, rules, tracking, events) = (new Lines(Sheet.Units), new Lines(Sheet.Bodies), new Lines(Sheet.Rules), new Lines(Sheet.Tracking), new Lines(Sheet.Events));
        var reform = new DateOnly(2025, 7, 1);
        var from = Day(year > reform.Year ? reform : new(year - 1, 1, 1));
        foreach (var rule in CountryRule.All)
        {
            rules.Add(name => Cell(rule, name, year));
            tracking.Add(rule.Code, "commune", Number(year));
        }
        units.Add("VN", "Việt Nam", "Việt Nam", "quốc gia", "country", "", from, "");
        foreach (var province in Province.All)
        {
            units.Add(province.Code, province.FullName, province.Name, province.Kind, "province", "VN", from, "");
            var count = province.Communes + province.Wards + province.Zones;
            for (var n = 1; n <= count; n++)
            {
                var kind = n <= province.Wards ? "phường" : n <= province.Wards + province.Communes ? "xã" : "đặc khu";
                var (code, shortName) = (string.Create(CultureInfo.InvariantCulture, $"{province.Code}-{n:D3}"), string.Create(CultureInfo.InvariantCulture, $"Minh họa {n:D3}"));
                units.Add(code, $"{Domain.Words.Vietnamese.Capital(kind)} {shortName}", shortName, kind, "commune", province.Code, from, "");
                foreach (var (index, rule) in CountryRule.All.Index())
                {
                    bodies.Add($"{code}-{rule.Kind}", code, rule.Class, rule.Kind, $"{rule.Body} {kind} {shortName}", "demo");
                    AddEvent(events, province, code, n, index, rule, year);
                }
            }
        }
        return new(new[] { units, bodies, rules, tracking, events }.ToImmutableDictionary(lines => lines.Sheet.File, lines => lines.Bytes, StringComparer.Ordinal), []);
    }

    private static void AddEvent(Lines events, Province province, string unit, int n, int index, CountryRule rule, int year)
    {
        var place = (uint)int.Parse(province.Code, CultureInfo.InvariantCulture);
        var diligence = 62 + Mix(place, 0, 1) % 34;
        if (Mix(place, (uint)n, (uint)(index + 10)) % 100 >= diligence) return;
        var due = DateOnly.ParseExact($"{rule.Due}/{Number(year)}", "dd/MM/yyyy", CultureInfo.InvariantCulture);
        var late = Mix(place, (uint)n, (uint)(index + 50)) % 100 < 8;
        var spread = (int)(Mix(place, (uint)n, (uint)(index + 90)) % (late ? 25u : 27u));
        var day = late ? due.AddDays(1 + spread) : due.AddDays(-spread);
        var people = rule.Session ? Number(30 + (int)(Mix(place, (uint)n, 130) % 90)) : "";
        var opinions = rule.Session ? Number((int)(Mix(place, (uint)n, 170) % 12)) : "";
        events.Add(rule.Code, Number(year), unit, rule.Kind, "", rule.Session ? "Session" : "Document", "1", people, opinions, "", $"{Number(1 + (int)(Mix(place, (uint)n, 210) % 180))}-BC", Day(day), "Số liệu minh họa");
    }

    private static string Cell(CountryRule rule, string column, int year) => column switch
    {
        "code" => rule.Code,
        "name" => rule.Name,
        "short_name" => rule.ShortName,
        "gap" => $"còn {{n}}/{{N}} nơi chưa thực hiện: {rule.Name} ({{list}})",
        "owner_kinds" => rule.Kind,
        "levels" => "commune",
        "subject" => "body",
        "period" => "year",
        "due" => rule.Due,
        "inclusive" => "by",
        "min_count" => "1",
        "lead_days" => "30",
        "counts_from" => rule.Session ? "occurred" : "submitted",
        "roll" => "none",
        "reminders" => "-30,-7,-1,0,+1,+7",
        "escalate_after_days" => "14",
        "evidence" => rule.Session ? "document_no|document_date|participants|opinions|file" : "document_no|document_date|file",
        "legal_basis" => "quy tắc minh họa, không phải văn bản thật",
        "status" => "minh họa",
        "enabled" => "yes",
        PackNotation.ValidFrom => Day(new(year, 1, 1)),
        _ => "",
    };

    /// <summary>A number that looks random and is always the same.</summary>
    private static uint Mix(uint a, uint b, uint c)
    {
        var x = unchecked((a * 0x9E3779B1u) ^ (b * 0x85EBCA77u) ^ (c * 0xC2B2AE3Du));
        x = unchecked((x ^ (x >> 15)) * 0x2C1B3C6Du);
        x = unchecked((x ^ (x >> 12)) * 0x297A2D39u);
        return x ^ (x >> 15);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A file being written: its required columns, and of rules all.</summary>
    private sealed class Lines(Sheet sheet)
    {
        private readonly ImmutableArray<string> _columns = sheet == Sheet.Rules ? PackNotation.Columns : sheet.Required;
        private readonly StringBuilder _text = new();

        public Sheet Sheet => sheet;

        public byte[] Bytes => Encoding.UTF8.GetBytes($"{string.Join(',', _columns)}\n{_text}");

        public void Add(Func<string, string> cell) => Add([.. _columns.Select(cell)]);

        public void Add(params ReadOnlySpan<string> cells)
        {
            for (var i = 0; i < cells.Length; i++)
                _text.Append(i == 0 ? "" : ",").Append(cells[i].AsSpan().ContainsAny(",\"\n") ? $"\"{cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cells[i]);
            _text.Append('\n');
        }
    }
}
