using HoiQC.Grains.Record;

namespace HoiQC.Grains.Tests;

/// <summary>Whoever does something in a test.</summary>
internal static class Who
{
    public static readonly Actor Officer = new("can-bo", "Cán bộ của tổ chức", "api", "127.0.0.1");

    public static readonly Actor Reviewer = new("nguoi-duyet", "Cán bộ duyệt của huyện", "page", "127.0.0.1");
}
