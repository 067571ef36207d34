using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Rules.Editor;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.VisualBasic.FileIO;

namespace HoiQC.Web.Tests.Rules;

public sealed class RuleFormTests
{
    private static readonly List<Dictionary<string, string>> Pack = ReadPack();

    public static TheoryData<int> Lines => [.. Enumerable.Range(0, Pack.Count)];

    public static TheoryData<string, string, string> Others => new()
    {
        { "HOI-BC-NAM", "period=15/12..14/12|due=20/12", "period_from=15/12|period_to=14/12|due_days=20/12" },
        { "HOI-BC-NAM", "period=month|due=05/01+1|05/02|05/03|05/04|05/05|05/06|05/07|05/08|05/09|05/10|05/11|05/12", "due_days=05/01 năm sau, 05/02, 05/03, 05/04, 05/05, 05/06, 05/07, 05/08, 05/09, 05/10, 05/11, 05/12" },
        { "MT-CT-NAM", "opens=01/11-1|cutoff=15/12-1", "opens_days=01/11 năm trước|cutoff=15/12 năm trước" },
        { "HOI-BCH", "checkpoint=|checkpoints=30/06:1|30/09", "points=30/06 (1), 30/09" },
        { "UB-DT-KQ", "due=10BD after dialogue|opens=5D", "due_amount=10|due_unit=BD|due_event=dialogue|opens_before=5" },
        { "UB-DT-KQ", "period=on_demand|due=", "due_amount=" },
        { "UB-DT-KQ", "period=on_demand|due=5BD after request", "due_amount=5|due_event=request" },
        { "UB-DT", "position=Giám đốc", "position=other|position_other=Giám đốc" },
        { "UB-DT", "territory=106|=3390|special_status=no|grace_days=5|notice_days=20", "territory=106, =3390|special_status=no|grace_days=5|notice_days=20" },
        { "UB-DT", "basis_until=2025-02-28|enabled=no", "basis_until=28/02/2025|enabled=" },
        { "UB-DT", "reminders=", "remind_before=|remind_on=|remind_after=" },
    };

    [Fact]
    public void The_pack_holds_thirty_rules() => Assert.Equal(30, Pack.Select(row => row["code"]).Distinct().Count());

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_line_of_the_pack_comes_back_from_the_form_as_it_went_in(int line) => ComesBack(Pack[line]);

    [Theory]
    [MemberData(nameof(Others))]
    public void What_no_line_of_the_pack_says_is_written_and_read_too(string code, string row, string fields)
    {
        var changed = new Dictionary<string, string>(Pack.Last(one => one["code"] == code), StringComparer.Ordinal);
        foreach (var (column, text) in Pairs(row)) changed[column] = text;
        var form = ComesBack(changed);
        foreach (var (field, text) in Pairs(fields)) Assert.Equal((field, text), (field, form[field]));
    }

    [Fact]
    public void Only_what_belongs_to_the_chosen_period_and_subject_is_written()
    {
        var form = RuleFormNotation.ToForm(Pack.First(row => row["code"] == "MT-PB")).With("period", "term").With("due_amount", "5").With("due_unit", "Y").With("due_event", "congress").With("subject", "body");
        var row = RuleFormNotation.ToRow(form);
        Assert.Equal(("term", "5Y after congress", "", "", ""), (row["period"], row["due"], row["checkpoint"], row["checkpoints"], row["bloc_members"]));
    }

    [Theory]
    [InlineData("due_days", "31.12", "due", "31/12")]
    [InlineData("due_days", "1/9", "due", "01/09")]
    [InlineData("points", "30/6(1); 30/9 : 2", "checkpoint", "30/06:1|30/09:2")]
    [InlineData("opens_days", "01/11  năm trước", "opens", "01/11-1")]
    public void Days_may_be_written_as_people_write_them(string field, string text, string column, string written) =>
        Assert.Equal(written, RuleFormNotation.ToRow(RuleFormNotation.ToForm(Pack.First(row => row["code"] == "MT-PB")).With(field, text))[column]);

    [Theory]
    [InlineData("name", "", "name", "Đề nghị ghi nhiệm vụ phải thực hiện.")]
    [InlineData("min_count", "0", "min_count", "Số lượng ít nhất phải là số nguyên từ 1 đến 1000.")]
    [InlineData("min_count", "hai", "min_count", "Số lượng ít nhất phải là số nguyên từ 1 đến 1000.")]
    [InlineData("due_days", "", "due_days", "Đề nghị ghi ngày/tháng, ví dụ 31/12.")]
    [InlineData("due_days", "cuối năm", "due_days", "“cuối năm” không phải là ngày/tháng có thật. Đề nghị ghi ví dụ 31/12, hoặc 31/01 năm sau.")]
    [InlineData("due_days", "31/12 (1)", "due_days", "“31/12 (1)” không phải là ngày/tháng có thật. Đề nghị ghi ví dụ 31/12, hoặc 31/01 năm sau.")]
    [InlineData("due_days", "10/06, 10/12", "due_days", "Kỳ này chỉ có một ngày, mà ô này ghi 2 ngày.")]
    [InlineData("due_days", "31/11", "due_days", "“31/11” không phải là ngày/tháng có thật. Đề nghị ghi ví dụ 31/12, hoặc 31/01 năm sau.")]
    [InlineData("points", "31/12", "points", "Ngày 31/12 không thể là mốc kiểm tra: mốc kiểm tra phải từ ngày bắt đầu đến trước hạn của một kỳ.")]
    [InlineData("points", "30/09 (5)", "points", "Mốc 30/09 đòi 5, nhiều hơn số lượng ít nhất của kỳ; chỉ nhận từ 1 đến 1.")]
    [InlineData("opens_days", "31/12 năm sau", "opens_days", "Nghĩa vụ của năm 2023 bắt đầu ngày 31/12/2024, sau hạn 31/12/2023. Đề nghị ghi lại ngày bắt đầu hoặc hạn.")]
    [InlineData("period", "half", "due_days", "Mỗi năm có 2 kỳ nên cần 2 ngày, cách nhau bằng dấu phẩy; ô này ghi 1 ngày.")]
    [InlineData("period", "term", "due_amount", "Khoảng thời gian từ sự kiện đến hạn phải là số nguyên từ 0 đến 9999.")]
    [InlineData("gap", "còn {n} xã", "gap", "Câu tổng hợp phải có {n}, {N} và {list}; còn thiếu {N}.")]
    [InlineData("basis_until", "31/02/2025", "basis_until", "“31/02/2025” không phải là ngày có thật. Đề nghị ghi ngày/tháng/năm, ví dụ 25/11/2024, hoặc bỏ trống.")]
    [InlineData("remind_before", "30, một", "remind_before", "“một” không phải là số ngày. Đề nghị ghi các số nguyên từ 1 đến 3660, cách nhau bằng dấu phẩy, ví dụ 30, 15, 7.")]
    [InlineData("territory", "999", "territory", "Không có đơn vị mã “999”. Đề nghị ghi mã đơn vị như ở trang Đơn vị, cách nhau bằng dấu phẩy.")]
    [InlineData("subject", "position", "position", "Đề nghị chọn chức danh phải thực hiện.")]
    public void What_cannot_be_is_refused_at_its_field(string field, string text, string at, string sentence)
    {
        var form = RuleFormNotation.ToForm(Pack.First(row => row["code"] == "MT-PB")).With("quantity_source", "").With(field, text);
        var (version, faults) = RuleFormCheck.Read(form, Configuration.Empty, isNew: false, new(2024, 1, 5));
        Assert.Null(version);
        Assert.Contains(faults, fault => (fault.Field, fault.Sentence) == (at, sentence));
    }

    [Fact]
    public void A_form_is_read_as_it_was_sent()
    {
        var form = new RuleForm(new FormCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["levels"] = new(["district", "commune"]), ["name"] = " Hội nghị " }));
        Assert.Equal("Hội nghị", form["name"]);
        Assert.Equal("district|commune", RuleFormNotation.ToRow(form)["levels"]);
    }

    private static RuleForm ComesBack(Dictionary<string, string> row)
    {
        var form = RuleFormNotation.ToForm(row);
        var back = RuleFormNotation.ToRow(form);
        foreach (var column in PackNotation.Columns.Where(column => column != PackNotation.ValidFrom)) Assert.Equal((column, row[column]), (column, back[column]));
        PackNotation.Read(back, 1, new(2010, 1, 1));
        return form;
    }

    private static IEnumerable<(string, string)> Pairs(string text)
    {
        // "|" also stands within a list of a pack; a new pair begins with a name and "=".
        foreach (var part in System.Text.RegularExpressions.Regex.Split(text, @"\|(?=[a-z_]+=)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
            yield return part.Split('=', 2) is [var name, var value] ? (name, value) : throw new FormatException(part);
    }

    private static List<Dictionary<string, string>> ReadPack()
    {
        using var csv = new TextFieldParser(Path.Combine(AppContext.BaseDirectory, "data", "rules.csv")) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        var columns = csv.ReadFields()!;
        var rows = new List<Dictionary<string, string>>();
        while (csv.ReadFields() is { } fields) rows.Add(columns.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        return rows;
    }
}
