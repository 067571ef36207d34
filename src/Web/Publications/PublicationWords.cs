using HoiQC.Grains.Configuration;

namespace HoiQC.Web.Publications;

/// <summary>A publication in words.</summary>
public static class PublicationWords
{
    /// <summary>From when its version binds.</summary>
    public static string Mode(string mode) => mode switch
    {
        "next" => "Áp dụng từ kỳ sau.",
        "from" => "Áp dụng từ một ngày.",
        _ => "Áp dụng cả cho nghĩa vụ đang mở.",
    };

    /// <summary>What it did, or has done so far.</summary>
    public static IEnumerable<(string Head, int Count)> Counts(Publication publication) =>
    [
        ("Tạo mới", publication.Created), ("Đổi hạn", publication.Moved), ("Bỏ", publication.Voided), ("Có hạn mới", publication.Renewed),
        ("Giữ nguyên hạn", publication.Kept), ("Được thông báo", publication.Told),
    ];
}
