using System.Text;

namespace HoiQC.Silo.Tests.Import;

public sealed class RefusalTests
{
    public static TheoryData<string, string, string, int, string, string> Faults => new()
    {
        // file, text, replaced by, row, column, words of the sentence
        { "units.csv", "short_name,kind", "short,kind", 1, "short", "Không có cột nào tên" },
        { "units.csv", "short_name,kind", "short,kind", 1, "short_name", "Thiếu cột" },
        { "bodies.csv", "name,source", "name,source,phone", 1, "phone", "Không có cột nào tên" },
        { "events.csv", ",count,", ",count,count,", 1, "count", "hai lần" },
        { "tracking.csv", "rule,level,first_period_year", "", 1, "rule", "tiêu đề" },
        { "units.csv", "70103,Xã Bến Đò", "70101,Xã Bến Đò", 6, "code", "đã có ở dòng 4" },
        { "units.csv", "commune,701,2000-01-01,2021-06-30", "commune,709,2000-01-01,2021-06-30", 5, "parent_code", "709" },
        { "units.csv", "province,,2000", "province,701,2000", 2, "parent_code", "cấp trên của chính nó" },
        { "units.csv", "province,,2000", "province,701,2000", 3, "parent_code", "cấp trên của chính nó" },
        { "units.csv", "2021-06-30", "2021-02-31", 5, "valid_to", "Không có ngày 2021-02-31" },
        { "units.csv", "2021-06-30", "31/02/2023", 5, "valid_to", "Không có ngày 31/02/2023" },
        { "units.csv", "2021-06-30", "hôm qua", 5, "valid_to", "không phải là ngày" },
        { "units.csv", "2021-06-30", "1999-06-30", 5, "valid_to", "đứng trước" },
        { "units.csv", "huyện,district", "huyện,county", 3, "level", "county" },
        { "units.csv", "70,Tỉnh Sông Lam,Sông Lam,tỉnh,province,,2000-01-01,", "70,Tỉnh Sông Lam,Sông Lam,tỉnh,province,,,", 2, "valid_from", "để trống" },
        { "units.csv", "70103,Xã Bến Đò,Bến Đò,xã", "70103,Xã Bến Đò,xã", 6, "valid_to", "7 ô" },
        { "units.csv", "Xã Bến Đò", "\"Xã Bến Đò", 6, "name", "nháy kép" },
        { "units.csv", "70103,Xã", "7/103,Xã", 6, "code", "không hợp lệ" },
        { "bodies.csv", "70103-UB,70103", "70103-UB,70999", 4, "unit_code", "70999" },
        { "bodies.csv", "70103-UB,", "70101-UB,", 4, "id", "đã có ở dòng 2" },
        { "bodies.csv", "70101,Association", "70101,Club", 5, "class", "Club" },
        { "bodies.csv", "UBND xã Bến Đò", "", 4, "name", "để trống" },
        { "rules.csv", "30/06:1,2,", "30/06:1,hai,", 2, "min_count", "hai" },
        { "rules.csv", "30/11,by", "31/11,by", 2, "due", "31/11" },
        { "rules.csv", "position,,Chair,year", "position,,Chair,weekly", 2, "period", "weekly" },
        { "rules.csv", "PeoplesCommittee,commune", "PeoplesCommittee,village", 2, "levels", "village" },
        { "rules.csv", "HOI-QUY,Báo", "TIEP-DAN,Báo", 3, "code", "đã có ở dòng 2" },
        { "tracking.csv", "HOI-QUY,commune", "HOI-NAM,commune", 3, "rule", "HOI-NAM" },
        { "tracking.csv", "HOI-QUY,commune", "HOI-QUY,xã", 3, "level", "xã" },
        { "tracking.csv", "HOI-QUY,commune,2021", "HOI-QUY,commune,năm", 3, "first_period_year", "năm" },
        { "events.csv", ",40,3,,", ",-40,3,,", 2, "participants", "từ 0 trở lên" },
        { "events.csv", "Reception,1,35", "Reception,0,35", 3, "count", "từ 1" },
        { "events.csv", "2021-06-02", "2021-10-16", 4, "document_date", "chưa đến" },
        { "events.csv", "2021-06-02", "2021-06-31", 4, "document_date", "Không có ngày" },
        { "events.csv", "TIEP-DAN,2021,70103", "DOI-THOAI,2021,70103", 4, "rule", "DOI-THOAI" },
        { "events.csv", "TIEP-DAN,2021,70103", "TIEP-DAN,2021-Q5,70103", 4, "period", "2021-Q5" },
        { "events.csv", "TIEP-DAN,2021,70103", "TIEP-DAN,2021-Q3,70103", 4, "period", "2021-Q3" },
        { "events.csv", "TIEP-DAN,2021,70103", "TIEP-DAN,2020,70103", 4, "period", "từ năm 2021" },
        { "events.csv", "TIEP-DAN,2021,70103", "TIEP-DAN,2022,70103", 4, "period", "chưa mở" },
        { "events.csv", "TIEP-DAN,2021,70103", "TIEP-DAN,2021,70999", 4, "unit_code", "70999" },
        { "events.csv", "70103,PeoplesCommittee", "70103,PartyCommittee", 4, "body_kind", "PartyCommittee" },
        { "events.csv", "TIEP-DAN,2021,70103,PeoplesCommittee", "TIEP-DAN,2021,70101,ElderlyAssociation", 4, "rule", "không phải thực hiện" },
        { "events.csv", "HOI-QUY,2021-Q1,70101,ElderlyAssociation,", "HOI-QUY,2021-Q1,70101,ElderlyAssociation,Chair", 5, "position", "chức danh" },
        { "events.csv", "PeoplesCommittee,Chair,Reception,1,40", "PeoplesCommittee,Secretary,Reception,1,40", 2, "position", "Secretary" },
        { "events.csv", "document_date,note", "document_date,note,occurred_on", 2, "occurred_on", "13 ô" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_cannot_be_taken_is_named_by_file_row_column_and_reason_and_nothing_is_stored(string file, string old, string now, int row, string column, string words)
    {
        using var world = new ImportWorld().With(District.But(file, old, now));

        var report = await world.Import();

        Assert.Contains(report.Faults, fault => fault.File == file && fault.Row == row && fault.Column == column && fault.Sentence.Contains(words, StringComparison.Ordinal));
        Assert.False(report.Accepted);
        Assert.Equal(0, await world.Count("body"));
        Assert.Equal(0, await world.Count("grain"));
    }

    [Fact]
    public async Task A_file_in_Windows_1258_is_refused_at_its_first_foreign_cell()
    {
        var bytes = Encoding.Latin1.GetBytes("id,unit_code,class,kind,name,source\n70101-UB,70101,Committee,PeoplesCommittee,UBND x\u00E3 Su\u00F4\u00ECi Trong,report\n");
        using var world = new ImportWorld().With(District.Files).With("bodies.csv", bytes);

        var report = await world.Import();

        var fault = Assert.Single(report.Faults);
        Assert.Equal(("bodies.csv", 2, "name"), (fault.File, fault.Row, fault.Column));
        Assert.Contains("UTF-8", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_UTF_16_is_refused()
    {
        using var world = new ImportWorld().With(District.Files).With("units.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(District.Files["units.csv"])]);

        Assert.Contains((await world.Import()).Faults, fault => fault is { File: "units.csv", Row: 1 } && fault.Sentence.Contains("UTF-8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_faults_of_a_folder_are_listed_and_one_fault_brings_no_others_with_it()
    {
        var files = District.But("events.csv", ",40,3,,", ",-40,3,,");
        files["units.csv"] = files["units.csv"].Replace("2021-06-30", "2021-06-31", StringComparison.Ordinal);
        files["bodies.csv"] = files["bodies.csv"].Replace("70101,Association", "70101,Club", StringComparison.Ordinal);
        files["tracking.csv"] = files["tracking.csv"].Replace("HOI-QUY,commune,2021", "HOI-QUY,commune,x", StringComparison.Ordinal);
        files["events.csv"] = files["events.csv"].Replace("TIEP-DAN,2021,70103", "TIEP-DAN,2019,70103", StringComparison.Ordinal);
        using var world = new ImportWorld().With(files);

        var report = await world.Import();

        Assert.Equal(
            [("units.csv", 5, "valid_to"), ("bodies.csv", 5, "class"), ("tracking.csv", 3, "first_period_year"), ("events.csv", 2, "participants"), ("events.csv", 4, "period")],
            report.Faults.Select(fault => (fault.File, fault.Row, fault.Column)));
    }

    [Fact]
    public async Task A_hundred_faults_are_listed_and_all_are_counted()
    {
        var rows = string.Concat(Enumerable.Range(0, 250).Select(n => $"TIEP-DAN,2021,70101,PeoplesCommittee,,R,1,-1,,,{n}-BC,2021-05-20,\n"));
        using var world = new ImportWorld().With(District.Files).With("events.csv", District.Files["events.csv"].Split('\n')[0] + "\n" + rows);

        var report = await world.Import();

        Assert.Equal((100, 250), (report.Faults.Length, report.FaultCount));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_or_holds_nothing_to_read_is_refused()
    {
        using var world = new ImportWorld();

        Assert.Contains("không có tệp nào", Assert.Single((await world.Import()).Faults).Sentence, StringComparison.Ordinal);
        Assert.Contains("Không tìm thấy", Assert.Single((await world.Import(folder: Path.Combine(world.Folder, "x"))).Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_a_unit_with_two_bodies_of_that_kind_is_refused()
    {
        using var world = new ImportWorld().With(District.But("bodies.csv", "70101-NCT,70101,Association,ElderlyAssociation,Hội Người cao tuổi xã Suối Trong,report",
            "70101-NCT,70101,Association,ElderlyAssociation,Hội Người cao tuổi xã Suối Trong,report\n70101-NCT2,70101,Association,ElderlyAssociation,Hội thứ hai,report"));

        Assert.Contains((await world.Import()).Faults, fault => fault is { File: "events.csv", Row: 5, Column: "body_kind" });
    }
}
