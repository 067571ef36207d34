using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;

namespace HoiQC.Web.Rules;

/// <summary>A rule's parts as a reader of the pack sees them.</summary>
public static class RuleWords
{
    /// <summary>What heads a column besides the rule's name: "hạn 31/12", "hạn 31/03/2025" where that is another year than the board's, "hạn từng quý".</summary>
    public static string Head(RuleVersion rule, DateOnly? firstDue, int year) => rule.Schedule switch
    {
        Schedule.Periodic { Due.Length: 1 } when firstDue is { } due && due.Year != year => $"hạn {Vietnamese.Date(due)}",
        Schedule.Periodic { Due.Length: 1 } one => $"hạn {Limit(one, one.Due[0], withYear: false)}",
        Schedule.Periodic { Cycle: Cycle.Half } => "hạn 6 tháng một lần",
        Schedule.Periodic { Cycle: Cycle.Quarter } => "hạn từng quý",
        Schedule.Periodic => "hạn từng tháng",
        _ => "theo mốc sự kiện",
    };

    /// <summary>How often.</summary>
    public static string Period(RuleVersion rule) => rule.Schedule switch
    {
        Schedule.Periodic periodic => periodic.Cycle switch
        {
            Cycle.Year => "Mỗi năm",
            Cycle.YearBefore => "Mỗi năm, làm trong năm trước",
            Cycle.YearAfter => "Mỗi năm, làm trong năm sau",
            Cycle.Half => "6 tháng một lần",
            Cycle.Quarter => "Mỗi quý",
            Cycle.Month => "Mỗi tháng",
            _ => $"Mỗi năm báo cáo, từ {Day(periodic.First, withYear: false)} đến {Vietnamese.DayMonth(periodic.First.In(2023).AddDays(-1))} năm sau",
        },
        Schedule.Anchored anchored => anchored.Anchor switch
        {
            Anchor.Term => "Mỗi nhiệm kỳ",
            Anchor.OnDemand => "Khi có yêu cầu",
            _ => "Theo sự kiện",
        },
        _ => "",
    };

    /// <summary>Until when: "chậm nhất ngày 31/12".</summary>
    public static string Due(RuleVersion rule) => rule.Schedule switch
    {
        Schedule.Periodic periodic => (periodic.Inclusive ? "chậm nhất ngày " : "trước ngày ") + string.Join(", ", periodic.Due.Select(day => Day(day, withYear: true))),
        Schedule.Anchored { Amount: 0 } => "theo hạn ghi trong yêu cầu",
        Schedule.Anchored { Amount: < 0 } before => $"{(before.Inclusive ? "chậm nhất" : "trước thời điểm")} {-before.Amount} {StepWords.Unit(before.Unit)} trước {before.Event.Phrase}",
        Schedule.Anchored after => $"{(after.Inclusive ? "trong thời hạn" : "trước khi hết thời hạn")} {after.Amount} {StepWords.Unit(after.Unit)} kể từ {after.Event.Phrase}",
        _ => "",
    };

    /// <summary>The interim checkpoints; empty for none.</summary>
    public static string Checkpoints(RuleVersion rule) => rule.Schedule is Schedule.Periodic periodic
        ? string.Join(", ", periodic.Checkpoints.Select(point => Day(point.On, withYear: true) + (rule.Quantity.Minimum > 1 ? $" (ít nhất {point.Count ?? (rule.Quantity.Minimum + 1) / 2})" : "")))
        : "";

    /// <summary>When it opens, where the rule says so itself; empty for the rule's nature.</summary>
    public static string Opens(RuleVersion rule) => rule.Schedule switch
    {
        Schedule.Periodic { OpensOn.IsEmpty: false } periodic => "ngày " + string.Join(", ", periodic.OpensOn.Select(day => Day(day, withYear: true))),
        Schedule.Anchored { OpensBefore: { } days } => $"{days} ngày trước hạn",
        _ => "",
    };

    /// <summary>Up to when figures are taken; empty for none.</summary>
    public static string CutOff(RuleVersion rule) => rule.Schedule is Schedule.Periodic { CutOffs.IsEmpty: false } periodic
        ? "đến ngày " + string.Join(", ", periodic.CutOffs.Select(day => Day(day, withYear: true))) : "";

    /// <summary>Days of reminders: "120, 90 ngày trước; đúng hạn; 1, 7 ngày sau".</summary>
    public static string Reminders(RuleVersion rule)
    {
        var before = string.Join(", ", rule.Reminders.Where(day => day < 0).Select(day => -day));
        var after = string.Join(", ", rule.Reminders.Where(day => day > 0));
        string[] parts = [before.Length > 0 ? $"{before} ngày trước hạn" : "", rule.Reminders.Contains(0) ? "đúng ngày hạn" : "", after.Length > 0 ? $"{after} ngày sau hạn" : ""];
        return Vietnamese.Capital(string.Join("; ", parts.Where(part => part.Length > 0)));
    }

    /// <summary>A reminder's place: "15 ngày trước hạn".</summary>
    public static string Offset(int days) => days switch { 0 => "đúng ngày hạn", < 0 => $"{-days} ngày trước hạn", _ => $"{days} ngày sau hạn" };

    /// <summary>Who owes: "MTTQ, Công đoàn cấp huyện, cấp xã".</summary>
    public static string Owners(RuleVersion rule)
    {
        var kinds = rule.Owners.Subject == Subject.Bloc ? $"Khối {Kinds(rule.Owners.BlocMembers)} (một thành viên làm là đủ)" : Kinds(rule.Owners.Kinds);
        var position = rule.Owners.Position switch { "Chair" => "Chủ tịch ", "Secretary" => "Người đứng đầu ", null => "", var other => other + " " };
        var special = rule.Owners.Special switch { true => " được Đảng, Nhà nước giao nhiệm vụ", false => " không thuộc diện được Đảng, Nhà nước giao nhiệm vụ", null => "" };
        return Vietnamese.Capital(position + kinds + special);
    }

    /// <summary>The whole rule as one sentence.</summary>
    public static string Sentence(RuleVersion rule)
    {
        var points = Checkpoints(rule);
        return $"{Period(rule)}, {Vietnamese.Uncapital(Owners(rule))} {Levels(rule)} phải thực hiện: {Vietnamese.Uncapital(rule.Name)}, "
            + $"{(rule.Quantity.Minimum > 1 ? $"ít nhất {rule.Quantity.Minimum}, " : "")}{Due(rule)}{(points.Length > 0 ? $", mốc kiểm tra {points}" : "")}"
            + $"{(rule.Schedule is Schedule.Anchored { Amount: 0 } ? "" : $"; nếu trùng ngày nghỉ thì {DayOff(rule)}")}.";
    }

    /// <summary>In which territory; empty for everywhere.</summary>
    public static string Territory(RuleVersion rule, UnitTree tree) => string.Join(", ", rule.Owners.Territory.Select(code => code.StartsWith('=')
        ? $"riêng {Unit(code[1..], tree)}" : $"{Unit(code, tree)} và các đơn vị trực thuộc"));

    private static string Unit(string code, UnitTree tree) => tree.Find(code) is { } unit ? $"{unit.Name} ({code})" : $"đơn vị {code}";

    /// <summary>At which levels.</summary>
    public static string Levels(RuleVersion rule) => string.Join(", ", rule.Owners.Levels.Select(Level));

    /// <summary>A level's name.</summary>
    public static string Level(string level) => level switch { "country" => "trung ương", "province" => "cấp tỉnh", "district" => "cấp huyện", "commune" => "cấp xã", _ => level };

    /// <summary>What a day off does.</summary>
    public static string DayOff(RuleVersion rule) => rule.Roll switch { Roll.Next => "lùi sang ngày làm việc tiếp theo", Roll.Previous => "tính vào ngày làm việc trước đó", _ => "giữ nguyên hạn" };

    private static string Kinds(IEnumerable<string> kinds) => string.Join(", ", kinds.Select(Kind));

    /// <summary>A kind of body by name.</summary>
    public static string Kind(string kind) => kind switch
    {
        "Association" => "hội quần chúng",
        "PartyCommittee" => "cấp ủy",
        "PeoplesCommittee" => "UBND",
        "FatherlandFront" => "Ủy ban MTTQ",
        "TradeUnion" => "Công đoàn",
        "WomensUnion" => "Hội LHPN",
        "FarmersUnion" => "Hội Nông dân",
        "YouthUnion" => "Đoàn Thanh niên",
        "VeteransAssociation" => "Hội Cựu chiến binh",
        "FrontBloc" => "MTTQ và các đoàn thể",
        "MassMobilisationBoard" => "Ban Dân vận",
        "ElderlyAssociation" => "Hội Người cao tuổi",
        "FormerYouthVolunteers" => "Hội Cựu thanh niên xung phong",
        "JournalistsAssociation" => "Hội Nhà báo",
        "LiteratureArtsAssociation" => "Hội Văn học - Nghệ thuật",
        "RedCross" => "Hội Chữ thập đỏ",
        "StudyPromotion" => "Hội Khuyến học",
        "YouthFederation" => "Hội LHTN",
        _ => kind,
    };

    private static string Limit(Schedule.Periodic periodic, YearDay day, bool withYear) => (periodic.Inclusive ? "" : "trước ") + Day(day, withYear);

    private static string Day(YearDay day, bool withYear) => $"{day.Day:D2}/{day.Month:D2}" + (withYear && day.YearOffset != 0 ? day.YearOffset > 0 ? " năm sau" : " năm trước" : "");
}
