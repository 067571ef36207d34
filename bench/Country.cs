using System.Globalization;
using System.Text;

namespace HoiQC.Bench;

/// <summary>
/// A made-up country, the same one every time: 34 provinces, the first of them larger, and bodies dealt out to the communes in turn. Each rule is owed by the bodies of some kinds,
/// of which a commune has one each.
/// </summary>
/// <param name="Name">Name of the prepared data.</param>
/// <param name="Communes">How many communes.</param>
/// <param name="Bodies">How many bodies.</param>
/// <param name="Rules">Due days (dd/MM) of the yearly rules.</param>
/// <param name="EachKindItsRule">Whether the n-th kind owes the n-th rule alone; else every body owes all of them.</param>
/// <param name="EvidenceIn100">Of a hundred obligations of the rules due in the first half of the year, how many have been fulfilled.</param>
internal sealed record Country(string Name, int Communes, int Bodies, IReadOnlyList<string> Rules, bool EachKindItsRule, int EvidenceIn100)
{
    /// <summary>Where the product's clock stands when the data is imported.</summary>
    public const string PreparedAt = "2026-06-28T12:00:00+07:00";

    /// <summary>The year of all obligations.</summary>
    public const int Year = 2026;

    /// <summary>Obligations enough to see that a bench works.</summary>
    public const int Few = 600;

    /// <summary>Everything.</summary>
    public const string Root = "VN";

    /// <summary>An obligation that falls due with no other: handed in for, it tells where the product's clock stands.</summary>
    public const string SpareObligation = "DO-RIENG/BM-RIENG/2026";

    private const int Provinces = 34;
    private const int RealCommunes = 3_321;
    private static readonly string[] TenDays = ["31/01", "28/02", "31/03", "30/04", "31/05", "31/07", "31/08", "31/10", "30/11", "31/12"];

    /// <summary>
    /// Bodies besides, a twentieth as many, whose one obligation falls due a day before: a product that starts later sweeps them first, and is as warm as one that has run for
    /// some time.
    /// </summary>
    public int Warming { get; private init; }

    /// <summary>Obligations that all fall due at the end of 30/6.</summary>
    public static Country Storm(int obligations) => new(
        string.Create(CultureInfo.InvariantCulture, $"storm-{obligations}"), Math.Clamp(obligations / 30, 10, RealCommunes), obligations, ["30/06"], EachKindItsRule: false, 0)
    { Warming = obligations / 20 };

    /// <summary>Ten bodies in every commune, each with a rule of its own.</summary>
    public static Country TenInEach(int communes = RealCommunes) => new(
        string.Create(CultureInfo.InvariantCulture, $"ten-{communes}"), communes, communes * 10, TenDays, EachKindItsRule: true, 75);

    /// <summary>Bodies that owe ten rules each.</summary>
    public static Country TenTimes(int bodies) => new(
        string.Create(CultureInfo.InvariantCulture, $"times-{bodies * 10}"), Math.Clamp(bodies / 30, 10, RealCommunes), bodies, TenDays, EachKindItsRule: false, 75);

    /// <summary>Codes of the provinces.</summary>
    public static IReadOnlyList<string> ProvinceCodes { get; } = [.. Enumerable.Range(1, Provinces).Select(n => n.ToString("D2", CultureInfo.InvariantCulture))];

    /// <summary>Code of the n-th rule.</summary>
    public static string RuleCode(int n) => string.Create(CultureInfo.InvariantCulture, $"BM-{n + 1:D2}");

    /// <summary>How many obligations there are, but for those that warm.</summary>
    public int Obligations => EachKindItsRule ? Bodies : Bodies * Rules.Count;

    /// <summary>Key of the obligation of the n-th body for the first rule it owes.</summary>
    public string Obligation(int body) => $"{BodyId(body)}/{RuleCode(EachKindItsRule ? KindOf(body) : 0)}/{Year}";

    /// <summary>Code of the province of the n-th body.</summary>
    public string ProvinceOf(int body) => UnitOf(body % Communes)[..2];

    /// <summary>How many bodies each province has, those that warm included.</summary>
    public IReadOnlyDictionary<string, int> BodiesByProvince() => Enumerable.Range(0, Bodies).Concat(Enumerable.Range(0, Warming)).GroupBy(ProvinceOf).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Writes it as files that the import reads.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        WriteUnits(folder);
        WriteBodies(folder);
        WriteRules(folder);
        if (EvidenceIn100 > 0) WriteEvents(folder);
    }

    private int Kinds => (Bodies + Communes - 1) / Communes;

    private int KindOf(int body) => body / Communes;

    private static string Kind(int n) => string.Create(CultureInfo.InvariantCulture, $"Kind{n + 1:D2}");

    private string BodyId(int body) => $"{UnitOf(body % Communes)}-{Kind(KindOf(body))}";

    /// <summary>The first province has a twentieth of the communes; the others are dealt out in turn.</summary>
    private string UnitOf(int commune)
    {
        var first = Math.Max(1, Communes / 20);
        return commune < first
            ? string.Create(CultureInfo.InvariantCulture, $"01-{commune + 1:D3}")
            : string.Create(CultureInfo.InvariantCulture, $"{2 + (commune - first) % (Provinces - 1):D2}-{1 + (commune - first) / (Provinces - 1):D3}");
    }

    private void WriteUnits(string folder)
    {
        using var units = Sheet(folder, "units.csv", "code,name,short_name,kind,level,parent_code,valid_from,valid_to");
        units.WriteLine("VN,Việt Nam,Việt Nam,quốc gia,country,,2025-07-01,");
        foreach (var province in ProvinceCodes) units.WriteLine($"{province},Tỉnh Minh họa {province},Minh họa {province},tỉnh,province,VN,2025-07-01,");
        foreach (var unit in Enumerable.Range(0, Communes).Select(UnitOf)) units.WriteLine($"{unit},Xã Minh họa {unit},Minh họa {unit},xã,commune,{unit[..2]},2025-07-01,");
    }

    private void WriteBodies(string folder)
    {
        using var bodies = Sheet(folder, "bodies.csv", "id,unit_code,class,kind,name,source,valid_from");
        bodies.WriteLine($"DO-RIENG,{UnitOf(0)},Association,KindSpare,Hội Minh họa riêng,demo,2025-07-01");
        for (var body = 0; body < Bodies; body++)
            bodies.WriteLine($"{BodyId(body)},{UnitOf(body % Communes)},Association,{Kind(KindOf(body))},Hội Minh họa {KindOf(body) + 1} {UnitOf(body % Communes)},demo,2025-07-01");
        for (var body = 0; body < Warming; body++)
            bodies.WriteLine($"{UnitOf(body % Communes)}-{WarmKind(body, Communes)},{UnitOf(body % Communes)},Association,{WarmKind(body, Communes)},Hội Minh họa trước {UnitOf(body % Communes)},demo,2025-07-01");
    }

    private static string WarmKind(int body, int communes) => string.Create(CultureInfo.InvariantCulture, $"KindWarm{body / communes + 1}");

    private void WriteRules(string folder)
    {
        string[] columns =
        [
            "code", "name", "short_name", "gap", "owner_kinds", "levels", "subject", "bloc_members", "position", "period", "due", "inclusive", "checkpoint",
            "min_count", "quantity_from", "lead_days", "counts_from", "roll", "reminders", "escalate_after_days", "evidence", "legal_basis", "status", "enabled", "valid_from",
        ];
        using var rules = Sheet(folder, "rules.csv", string.Join(',', columns));
        using var tracking = Sheet(folder, "tracking.csv", "rule,level,first_period_year");
        var all = string.Join('|', Enumerable.Range(0, Kinds).Select(Kind));
        foreach (var (n, due) in Rules.Index()) Add(RuleCode(n), $"Báo cáo minh họa {n + 1}", EachKindItsRule ? Kind(n) : all, due);
        if (Warming > 0) Add("BM-TRUOC", "Báo cáo minh họa trước", string.Join('|', Enumerable.Range(0, Warming).Select(body => WarmKind(body, Communes)).Distinct()), "29/06");
        Add("BM-RIENG", "Báo cáo minh họa riêng", "KindSpare", "15/12");

        void Add(string code, string name, string kinds, string due)
        {
            rules.WriteLine(string.Join(',', columns.Select(column => column switch
            {
                "code" => code,
                "name" or "short_name" => name,
                "gap" => "còn {n}/{N} nơi chưa báo cáo ({list})",
                "owner_kinds" => kinds,
                "levels" => "commune",
                "subject" => "body",
                "period" => "year",
                "due" => due,
                "inclusive" => "by",
                "min_count" => "1",
                "lead_days" => "30",
                "counts_from" => "submitted",
                "roll" => "none",
                "reminders" => "-7",
                "escalate_after_days" => "14",
                "evidence" => "document_no|document_date|file",
                "legal_basis" => "quy tắc minh họa",
                "status" => "minh họa",
                "enabled" => "yes",
                "valid_from" => "2026-01-01",
                _ => "",
            })));
            tracking.WriteLine($"{code},commune,{Year}");
        }
    }

    private void WriteEvents(string folder)
    {
        using var events = Sheet(folder, "events.csv", "rule,period,unit_code,body_kind,position,activity,count,participants,opinions,units_inspected,document_no,document_date,note");
        for (var body = 0; body < Bodies; body++)
        {
            foreach (var (n, due) in Rules.Index())
            {
                var (day, month) = (int.Parse(due[..2], CultureInfo.InvariantCulture), int.Parse(due[3..], CultureInfo.InvariantCulture));
                if (month > 6 || (EachKindItsRule && n != KindOf(body)) || Mix(body, n) % 100 >= EvidenceIn100) continue;

                // One in ten comes late.
                var received = new DateOnly(Year, month, day).AddDays(Mix(n, body) % 10 == 0 ? 5 : -5);
                events.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{RuleCode(n)},{Year},{UnitOf(body % Communes)},{Kind(KindOf(body))},,Document,1,,,,{1 + body % 180}-BC,{received:yyyy-MM-dd},"));
            }
        }
    }

    private static StreamWriter Sheet(string folder, string name, string heads)
    {
        var sheet = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        sheet.WriteLine(heads);
        return sheet;
    }

    /// <summary>A number that looks random and is always the same.</summary>
    private static uint Mix(int a, int b)
    {
        var x = unchecked(((uint)a * 0x9E3779B1u) ^ ((uint)b * 0x85EBCA77u) ^ 0xC2B2AE3Du);
        x = unchecked((x ^ (x >> 15)) * 0x2C1B3C6Du);
        return x ^ (x >> 15);
    }
}
