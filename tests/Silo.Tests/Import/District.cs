namespace HoiQC.Silo.Tests.Import;

/// <summary>A made-up district in 2021 with rules of its own: a yearly one of two sessions for communes' committees, a quarterly one for associations.</summary>
internal static class District
{
    public const string RuleColumns =
        "code,name,short_name,gap,owner_kinds,levels,subject,bloc_members,position,period,due,inclusive,checkpoint,min_count,quantity_from,lead_days,counts_from,roll,reminders,escalate_after_days,evidence,legal_basis,status,enabled";

    public const string Reception =
        "TIEP-DAN,Tiếp công dân,Tiếp dân,còn {n}/{N} xã chưa tiếp công dân ({list}),PeoplesCommittee,commune,position,,Chair,year,30/11,by,30/06:1,2,,20,occurred,none,\"-20,0,+5\",10,occurred_on|participants,Quy chế tiếp dân,data,yes";

    public const string Quarterly =
        "HOI-QUY,Báo cáo quý của hội,Báo cáo quý,còn {n}/{N} hội chưa báo cáo quý ({list}),Association,commune,body,,,quarter,31/03|30/06|30/09|31/12,by,,1,,7,submitted,none,\"-7,0\",14,document_no|document_date,Điều lệ hội,data,yes";

    public static Dictionary<string, string> Files => new(StringComparer.Ordinal)
    {
        ["units.csv"] = """
            code,name,short_name,kind,level,parent_code,valid_from,valid_to
            70,Tỉnh Sông Lam,Sông Lam,tỉnh,province,,2000-01-01,
            701,Huyện Đồi Mây,Đồi Mây,huyện,district,70,2000-01-01,
            70101,Xã Suối Trong,Suối Trong,xã,commune,701,2000-01-01,
            70102,Xã Núi Đá,Núi Đá,xã,commune,701,2000-01-01,2021-06-30
            70103,Xã Bến Đò,Bến Đò,xã,commune,701,2000-01-01,

            """,
        ["bodies.csv"] = """
            id,unit_code,class,kind,name,source
            70101-UB,70101,Committee,PeoplesCommittee,UBND xã Suối Trong,report
            70102-UB,70102,Committee,PeoplesCommittee,UBND xã Núi Đá,report
            70103-UB,70103,Committee,PeoplesCommittee,UBND xã Bến Đò,report
            70101-NCT,70101,Association,ElderlyAssociation,Hội Người cao tuổi xã Suối Trong,report

            """,
        ["rules.csv"] = $"{RuleColumns}\n{Reception}\n{Quarterly}\n",
        ["tracking.csv"] = "rule,level,first_period_year\nTIEP-DAN,commune,2021\nHOI-QUY,commune,2021\n",
        ["events.csv"] = """
            rule,period,unit_code,body_kind,position,activity,count,participants,opinions,units_inspected,document_no,document_date,note
            TIEP-DAN,2021,70101,PeoplesCommittee,Chair,Reception,1,40,3,,12-BC/UBND,2021-05-20,đợt một
            TIEP-DAN,2021,70101,PeoplesCommittee,Chair,Reception,1,35,2,,12-BC/UBND,2021-05-20,đợt hai
            TIEP-DAN,2021,70103,PeoplesCommittee,,Reception,1,21,0,,7-BC/UBND,2021-06-02,
            HOI-QUY,2021-Q1,70101,ElderlyAssociation,,Report,1,,,,03-BC/NCT,2021-03-29,

            """,
    };

    /// <summary>The same files with one text replaced by another in one of them.</summary>
    public static Dictionary<string, string> But(string file, string old, string now)
    {
        var files = Files;
        Assert.Contains(old, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(old, now, StringComparison.Ordinal);
        return files;
    }
}
