using System.Collections.Immutable;
using System.Text;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Chaos;

/// <summary>A small district made for killing: few bodies, and rules with a boundary every few days. The harness keeps its own copy of everything it says.</summary>
internal sealed class District
{
    /// <summary>The unit whose board is compared.</summary>
    public const string Unit = "TN";

    /// <summary>The rule that is published anew now and then.</summary>
    public const string Monthly = "TN-THANG";

    /// <summary>The rule that an event opens.</summary>
    public const string OnRequest = "TN-YC";

    private const string Level = "commune";
    private static readonly string[] Communes = ["TN1", "TN2", "TN3"];
    private static readonly WorkCalendar Calendar = new(CalendarVersion.First);
    private readonly List<RuleVersion> _versions;

    public District() => _versions = [.. Rows.Select(row => PackNotation.Read(row, 1, new(2024, 1, 1)))];

    /// <summary>The working days, as a new data folder has them.</summary>
    public static WorkCalendar WorkingDays => Calendar;

    /// <summary>Ids of the bodies with their kinds.</summary>
    public static IReadOnlyList<(string Id, string Unit, string Kind)> Bodies { get; } =
        [.. Communes.SelectMany(unit => new[] { "RedCross", "FatherlandFront", "ElderlyAssociation" }.Select(kind => ($"{unit}-{kind}", unit, kind)))];

    /// <summary>The rules with every version that was published.</summary>
    public RuleBook Book => new(_versions, [.. _versions.Select(version => version.Code).Distinct(StringComparer.Ordinal).Select(code => new Tracking(code, Level, 2024))]);

    /// <summary>A version was published.</summary>
    public void Publish(DateOnly from, int due, DateOnly published)
    {
        if (_versions.Exists(version => version.Code == Monthly && version.From == from)) return;
        _versions.Add(PackNotation.Read(MonthlyRow(due), _versions.Count(version => version.Code == Monthly) + 1, from, published));
    }

    /// <summary>Every obligation of a calendar rule that is to exist on a day, with what it is opened under.</summary>
    public IEnumerable<(string Body, OpeningPeriod Opening)> Owed(DateOnly today)
    {
        var book = Book;
        foreach (var code in book.Codes)
            foreach (var opening in Obligations(book, code, today))
                foreach (var (id, _, kind) in Bodies)
                    if (opening.Version.Owners.Kinds.Contains(kind)) yield return (id, opening);
    }

    private static IEnumerable<OpeningPeriod> Obligations(RuleBook book, string code, DateOnly today) => Opening.Periods(book, code, Level, Calendar, today);

    /// <summary>What a request of a day opens.</summary>
    public OpeningPeriod Requested(Period period)
    {
        var version = _versions.Find(one => one.Code == OnRequest)!;
        return OpeningPeriod.Of(version, period, Terms.Of(version, period, Calendar, lastDay: null)!);
    }

    /// <summary>The rule of monthly reports with another due day.</summary>
    public static Dictionary<string, string> MonthlyRow(int due) => Row(
        Monthly, "RedCross|FatherlandFront", "month", string.Join('|', Enumerable.Range(2, 11).Select(month => $"{due:D2}/{month:D2}")) + $"|{due:D2}/01+1", "1", "5", "submitted", "next", "-3,0,+1", "7");

    /// <summary>Writes the folder that the product imports.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var units = new StringBuilder("code,name,short_name,kind,level,parent_code,valid_from,valid_to\nTT,Tỉnh Thử,Thử,tỉnh,province,,2004-01-01,\nTN,Huyện Thử Nghiệm,Thử Nghiệm,huyện,district,TT,2004-01-01,\n");
        foreach (var unit in Communes) units.Append($"{unit},Xã Thử {unit[^1]},Thử {unit[^1]},xã,commune,TN,2004-01-01,\n");
        var bodies = new StringBuilder("id,unit_code,class,kind,name,source\n");
        foreach (var (id, unit, kind) in Bodies) bodies.Append($"{id},{unit},{(kind == "FatherlandFront" ? "Committee" : "Association")},{kind},Tổ chức {id},demo\n");
        string[] columns = [.. PackNotation.Columns];
        var rules = new StringBuilder(string.Join(',', columns)).Append('\n');
        foreach (var row in Rows) rules.AppendJoin(',', columns.Select(column => $"\"{(column == PackNotation.ValidFrom ? "2024-01-01" : row.GetValueOrDefault(column, ""))}\"")).Append('\n');
        var tracking = "rule,level,first_period_year\n" + string.Concat(Rows.Where(row => row["code"] != OnRequest).Select(row => $"{row["code"]},{Level},2024\n"));
        foreach (var (name, text) in new[] { ("units", units.ToString()), ("bodies", bodies.ToString()), ("rules", rules.ToString()), ("tracking", tracking) })
            File.WriteAllText(Path.Combine(folder, name + ".csv"), text);
    }

    private static ImmutableArray<Dictionary<string, string>> Rows =>
    [
        MonthlyRow(5),
        Row("TN-QUY", "RedCross|ElderlyAssociation", "quarter", "10/04|10/07|10/10|10/01+1", "2", "20", "occurred", "none", "-15,-7,0,+1", "10", ("grace_days", "3")),
        Row("TN-NAM", "FatherlandFront", "year", "31/12", "3", "30", "occurred", "previous", "-30,-7,0", "14", ("checkpoints", "30/06:1|30/09:2")),
        Row(OnRequest, "ElderlyAssociation", "on_demand", "5BD after request", "1", "2", "submitted", "next", "-1,0,+1", "5"),
    ];

    private static Dictionary<string, string> Row(
        string code, string kinds, string period, string due, string count, string lead, string from, string roll, string reminders, string escalate, params (string Column, string Text)[] more)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["name"] = $"Nhiệm vụ {code}",
            ["short_name"] = code,
            ["gap"] = "còn {n}/{N} tổ chức chưa báo cáo ({list})",
            ["owner_kinds"] = kinds,
            ["levels"] = Level,
            ["subject"] = "body",
            ["period"] = period,
            ["due"] = due,
            ["inclusive"] = "by",
            ["min_count"] = count,
            ["lead_days"] = lead,
            ["counts_from"] = from,
            ["roll"] = roll,
            ["reminders"] = reminders,
            ["escalate_after_days"] = escalate,
            ["evidence"] = "document_no|document_date|file",
            ["legal_basis"] = "quy tắc thử nghiệm, không phải văn bản thật",
            ["status"] = "thử nghiệm",
            ["enabled"] = "yes",
        };
        foreach (var (column, text) in more) row[column] = text;
        return row;
    }
}
