using HoiQC.Domain.Calendars;
using HoiQC.Domain.Events;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests.Events;

public class EventOpeningsTests
{
    private static readonly string[] EventRules = ["HOI-DH-NK", "HOI-DH-BC", "UB-DH-YK", "HOI-DH-KQ", "MT-DH-NK", "UB-DT-TB", "UB-DT-KQ", "CU-SKTK"];

    /// <summary>Every rule that counts from an event, switched on in all its versions, and the dialogues that are such events.</summary>
    private static readonly RuleBook Book = new(
        Samples.Pack.Where(row => EventRules.Contains(row["code"]) || row["code"] is "UB-DT" or "CU-DT").GroupBy(row => row["code"], StringComparer.Ordinal)
            .SelectMany(rule => rule.Select((row, index) => PackNotation.Read(row.SetItem("enabled", "yes"), index + 1, PackNotation.FirstDay(row) ?? new(2015, 1, 1)))), []);

    private static readonly EventOwner RedCross = Owner("106-RedCross", "RedCross", "district", association: true);
    private static readonly EventOwner Elderly = Owner("3421-ElderlyAssociation", "ElderlyAssociation", "commune", association: true);
    private static readonly EventOwner[] District = [RedCross, Owner("106-PeoplesCommittee", "PeoplesCommittee", "district"), Owner("106-PartyCommittee", "PartyCommittee", "district"), Owner("106-FatherlandFront", "FatherlandFront", "district")];
    private static readonly EventOwner[] BanHon = [Elderly, Owner("3421-PeoplesCommittee", "PeoplesCommittee", "commune"), Owner("3421-PartyCommittee", "PartyCommittee", "commune"), Owner("3421-FatherlandFront", "FatherlandFront", "commune")];

    public static TheoryData<string, string, string, string> Opened => new()
    {
        // body                    kind               day           what it opens, with its due day
        { "106-RedCross",          "congress",         "2018-06-14", "106-RedCross/HOI-DH-NK 2023-06-14; 106-RedCross/HOI-DH-KQ 2018-07-16" },
        { "106-RedCross",          "congress",         "2023-06-15", "106-RedCross/HOI-DH-NK 2028-06-15; 106-RedCross/HOI-DH-KQ 2023-07-17" },
        { "106-RedCross",          "congress",         "2020-02-29", "106-RedCross/HOI-DH-NK 2025-02-28; 106-RedCross/HOI-DH-KQ 2020-03-30" },
        { "106-RedCross",          "planned congress", "2023-10-15", "106-RedCross/HOI-DH-BC 2023-09-15" },
        { "106-RedCross",          "complete file",    "2023-05-05", "106-PeoplesCommittee/UB-DH-YK 2023-05-22" },
        { "106-PeoplesCommittee",  "complete file",    "2023-05-05", "106-PeoplesCommittee/UB-DH-YK 2023-05-22" },
        { "106-FatherlandFront",   "congress",         "2019-05-10", "106-FatherlandFront/MT-DH-NK 2024-05-10" },
        { "3421-FatherlandFront",  "planned congress", "2024-03-20", "" },
        { "3421-PeoplesCommittee", "dialogue",         "2023-09-20", "3421-PeoplesCommittee/UB-DT-TB 2023-09-13; 3421-PeoplesCommittee/UB-DT-KQ 2023-10-02" },
        { "3421-PartyCommittee",   "dialogue",         "2023-09-20", "" },
        { "3421-PartyCommittee",   "basis document",   "2018-08-28", "3421-PartyCommittee/CU-SKTK 2023-08-28" },
        { "3421-ElderlyAssociation", "leader change",  "2023-09-20", "" },
        { "106-RedCross",          "request",          "2023-09-20", "" },
    };

    [Theory]
    [MemberData(nameof(Opened))]
    public void Every_event_rule_of_the_pack_opens_for_whom_it_means_due_when_it_says(string body, string kind, string day, string expected) =>
        Assert.Equal(expected, Opens(Book, body, kind, day));

    [Theory]
    [InlineData("2023-06-15", "HOI-DH-KQv1 2023-07-17; HOI-DH-NKv1 2028-06-15")]
    [InlineData("2024-11-25", "HOI-DH-KQv1 2024-12-25; HOI-DH-NKv1 2029-11-25")]
    [InlineData("2024-11-26", "HOI-DH-KQv2 2024-12-16; HOI-DH-NKv2 2029-11-26")]
    public void A_congress_counts_under_the_decree_in_force_on_the_day_its_obligation_opens(string day, string expected)
    {
        var book = new RuleBook([.. new[] { "HOI-DH-KQ", "HOI-DH-NK" }.SelectMany(code => new[]
        {
            Samples.Version(code, 1, new(2010, 6, 5), ("valid_from", "2010-06-05"), ("legal_basis", "NĐ 45/2010/NĐ-CP"), ("basis_until", "2024-11-25")),
            Samples.Version(code, 2, new(2024, 11, 26), ("legal_basis", "NĐ 126/2024/NĐ-CP"), ("due", code == "HOI-DH-KQ" ? "20D after congress" : "5Y after congress")),
        })], []);

        var opened = EventOpenings.Of(book, WorkCalendar.Weekends, new(EventKind.Congress, Samples.Day(day)), RedCross, []);

        Assert.Equal(expected, string.Join("; ", opened.Select(one => $"{one.Opening.Version.Code}v{one.Opening.Version.Number} {one.Opening.Terms.Due:yyyy-MM-dd}")));
    }

    [Fact]
    public void What_opens_before_its_event_takes_the_version_of_its_own_opening_day()
    {
        var book = new RuleBook([Samples.Version("HOI-DH-BC", 1, new(2010, 6, 5)), Samples.Version("HOI-DH-BC", 2, new(2024, 11, 26), ("due", "15D before planned congress"))], []);

        // Thirty days before the congress, and open sixty days before that: October.
        Assert.Equal("106-RedCross/HOI-DH-BC 2024-12-20", Opens(book, "106-RedCross", "planned congress", "2025-01-20"));
        Assert.Equal("106-RedCross/HOI-DH-BC 2025-05-05", Opens(book, "106-RedCross", "planned congress", "2025-05-20"));
    }

    [Fact]
    public void Nothing_opens_after_the_legal_basis_has_ended_or_while_the_rule_is_off()
    {
        var ended = new RuleBook([Samples.Rule("HOI-DH-KQ", ("valid_from", "2023-01-01"), ("basis_until", "2023-06-14"))], []);
        var off = new RuleBook([Samples.Rule("HOI-DH-KQ", ("enabled", "no"))], []);

        Assert.Equal("106-RedCross/HOI-DH-KQ 2023-07-14", Opens(ended, "106-RedCross", "congress", "2023-06-14"));
        Assert.Equal("", Opens(ended, "106-RedCross", "congress", "2023-06-15"));
        Assert.Equal("", Opens(off, "106-RedCross", "congress", "2023-06-15"));
    }

    [Fact]
    public void A_rule_of_the_government_may_count_from_the_congress_of_an_association_that_owes_its_own()
    {
        var book = new RuleBook([Samples.Rule("HOI-DH-NK"), Samples.Rule("UB-DH-YK", ("valid_from", "2023-01-01"), ("basis_until", ""), ("enabled", "yes"), ("due", "10BD after congress"))], []);

        Assert.Equal("106-RedCross/HOI-DH-NK 2028-06-15; 106-PeoplesCommittee/UB-DH-YK 2023-06-29", Opens(book, "106-RedCross", "congress", "2023-06-15"));
    }

    [Fact]
    public void A_request_names_its_own_deadline_and_is_asked_of_whom_it_names()
    {
        var book = new RuleBook([Samples.Rule("HOI-BC-6T", ("period", "on_demand"), ("due", ""), ("owner_kinds", "Association|PartyCommittee"))], []);
        DatedFact Request(DateOnly? given) => new(EventKind.Request, new(2023, 9, 5), given);

        var opened = EventOpenings.Of(book, WorkCalendar.Weekends, Request(new(2023, 9, 9)), RedCross, District[1..]);

        Assert.Equal("106-RedCross 2023-09-09", string.Join(' ', opened.Select(one => $"{one.Body} {one.Opening.Terms.Due:yyyy-MM-dd}")));
        Assert.True(EventOpenings.NeedsDeadline(opened));
    }

    [Fact]
    public void Who_was_not_there_owes_nothing()
    {
        var late = RedCross with { RegisteredOn = new(2023, 7, 18) };
        var ended = RedCross with { LastDay = new(2023, 6, 14) };
        DatedFact congress = new(EventKind.Congress, new(2023, 6, 15));

        Assert.Equal(["HOI-DH-NK"], EventOpenings.Of(Book, WorkCalendar.Weekends, congress, late, []).Select(one => one.Opening.Version.Code));
        Assert.Empty(EventOpenings.Of(Book, WorkCalendar.Weekends, congress, ended, []));
    }

    [Theory]
    [InlineData("106-RedCross", "congress, planned congress, complete file, basis document")]
    [InlineData("3421-PartyCommittee", "complete file, basis document")]
    [InlineData("3421-PeoplesCommittee", "complete file, dialogue, basis document")]
    public void A_form_offers_the_kinds_that_something_counts_from(string body, string expected) =>
        Assert.Equal(expected, string.Join(", ", EventOpenings.Counted(Book, Find(body), Others(body)).Select(kind => kind.Code)));

    [Fact]
    public void Only_what_is_planned_asked_for_or_counted_back_from_may_lie_ahead()
    {
        bool May(string body, EventKind kind) => EventOpenings.MayLieAhead(Book, kind, Find(body).Owes);

        Assert.True(May("106-RedCross", EventKind.PlannedCongress) && May("106-RedCross", EventKind.Request) && May("3421-PeoplesCommittee", EventKind.Dialogue));
        Assert.False(May("106-RedCross", EventKind.Congress) || May("3421-PartyCommittee", EventKind.Dialogue) || May("106-RedCross", EventKind.CompleteFile));
    }

    private static EventOwner Owner(string id, string kind, string level, bool association = false) => new(
        id, new(2004, 1, 1), null, version => version.Owners.Include(kind, level) || (association && version.Owners.Include("Association", level)));

    private static EventOwner Find(string body) => District.Concat(BanHon).Single(one => one.Body == body);

    private static EventOwner[] Others(string body) => [.. (body.StartsWith("106", StringComparison.Ordinal) ? District : BanHon).Where(one => one.Body != body)];

    private static string Opens(RuleBook book, string body, string kind, string day) => string.Join("; ",
        EventOpenings.Of(book, WorkCalendar.Weekends, new(EventKind.Find(kind)!, Samples.Day(day)), Find(body), Others(body))
            .Select(one => $"{one.Body}/{one.Opening.Version.Code} {one.Opening.Terms.Due:yyyy-MM-dd}"));
}
