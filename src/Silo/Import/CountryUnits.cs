using System.Collections.Immutable;

namespace HoiQC.Silo.Import;

/// <summary>A province after 01/7/2025, with how many communes of each kind it has.</summary>
/// <param name="Code">Official code.</param>
/// <param name="Name">Name without its kind.</param>
/// <param name="Communes">Xã.</param>
/// <param name="Wards">Phường.</param>
/// <param name="Zones">Đặc khu.</param>
/// <param name="City">Whether it is a city under the central government.</param>
internal sealed record Province(string Code, string Name, int Communes, int Wards, int Zones = 0, bool City = false)
{
    public string Kind => City ? "thành phố" : "tỉnh";

    public string FullName => (City ? "Thành phố " : "Tỉnh ") + Name;

    /// <summary>The 34 provinces: 2,621 xã, 687 phường, 13 đặc khu.</summary>
    public static readonly ImmutableArray<Province> All =
    [
        new("01", "Hà Nội", 75, 51, City: true), new("04", "Cao Bằng", 53, 3), new("08", "Tuyên Quang", 117, 7), new("11", "Điện Biên", 42, 3),
        new("12", "Lai Châu", 36, 2), new("14", "Sơn La", 67, 8), new("15", "Lào Cai", 89, 10), new("19", "Thái Nguyên", 77, 15),
        new("20", "Lạng Sơn", 61, 4), new("22", "Quảng Ninh", 22, 30, 2), new("24", "Bắc Ninh", 66, 33), new("25", "Phú Thọ", 133, 15),
        new("31", "Hải Phòng", 67, 45, 2, City: true), new("33", "Hưng Yên", 93, 11), new("37", "Ninh Bình", 97, 32), new("38", "Thanh Hóa", 147, 19),
        new("40", "Nghệ An", 119, 11), new("42", "Hà Tĩnh", 60, 9), new("44", "Quảng Trị", 69, 8, 1), new("46", "Huế", 19, 21, City: true),
        new("48", "Đà Nẵng", 70, 23, 1, City: true), new("51", "Quảng Ngãi", 86, 9, 1), new("52", "Gia Lai", 110, 25), new("56", "Khánh Hòa", 48, 16, 1),
        new("66", "Đắk Lắk", 88, 14), new("68", "Lâm Đồng", 103, 20, 1), new("75", "Đồng Nai", 72, 23), new("79", "Hồ Chí Minh", 54, 113, 1, City: true),
        new("80", "Tây Ninh", 82, 14), new("82", "Đồng Tháp", 82, 20), new("86", "Vĩnh Long", 105, 19), new("91", "An Giang", 85, 14, 3),
        new("92", "Cần Thơ", 72, 31, City: true), new("96", "Cà Mau", 55, 9),
    ];
}

/// <summary>A rule of the sample country, owed by one kind of body in every commune.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">Column head.</param>
/// <param name="Kind">Kind of body that owes it.</param>
/// <param name="Class">Its class.</param>
/// <param name="Body">What such a body is called, before the commune's name.</param>
/// <param name="Due">dd/mm.</param>
/// <param name="Session">Whether it is a session with people rather than a document.</param>
internal sealed record CountryRule(string Code, string Name, string ShortName, string Kind, string Class, string Body, string Due, bool Session = false)
{
    /// <summary>The ten of them, by due day.</summary>
    public static readonly ImmutableArray<CountryRule> All =
    [
        new("MH-NCT-KH", "Kế hoạch hoạt động năm của Hội Người cao tuổi", "Kế hoạch năm", "ElderlyAssociation", "Association", "Hội Người cao tuổi", "31/01"),
        new("MH-MT-KH", "Kế hoạch giám sát, phản biện xã hội năm", "Kế hoạch giám sát", "FatherlandFront", "Committee", "Ủy ban MTTQ Việt Nam", "28/02"),
        new("MH-CTD-BC", "Báo cáo công tác chữ thập đỏ", "Chữ thập đỏ", "RedCross", "Association", "Hội Chữ thập đỏ", "31/03"),
        new("MH-CU-DT", "Đối thoại của Bí thư Đảng ủy với Nhân dân", "Đối thoại của Bí thư", "PartyCommittee", "Committee", "Đảng ủy", "31/05", Session: true),
        new("MH-ND-GS", "Giám sát của Hội Nông dân", "Giám sát nông dân", "FarmersUnion", "Committee", "Hội Nông dân", "30/06", Session: true),
        new("MH-PN-PB", "Hội nghị phản biện xã hội của Hội LHPN", "Phản biện xã hội", "WomensUnion", "Committee", "Hội LHPN", "31/08", Session: true),
        new("MH-UB-DT", "Đối thoại của Chủ tịch UBND với Nhân dân", "Đối thoại của Chủ tịch", "PeoplesCommittee", "Committee", "UBND", "31/10", Session: true),
        new("MH-TN-BC", "Báo cáo công tác Đoàn và phong trào thanh niên", "Công tác Đoàn", "YouthUnion", "Committee", "Đoàn TNCS Hồ Chí Minh", "30/11"),
        new("MH-CCB-BC", "Báo cáo năm của Hội Cựu chiến binh", "Cựu chiến binh", "VeteransAssociation", "Committee", "Hội Cựu chiến binh", "15/12"),
        new("MH-CD-BC", "Báo cáo năm của Công đoàn", "Công đoàn", "TradeUnion", "Committee", "Công đoàn", "31/12"),
    ];
}
