using HoiQC.Grains.Record;

namespace HoiQC.Silo.Tests;

/// <summary>Whoever does something in a test.</summary>
internal static class Who
{
    public static readonly Actor Officer = new("can-bo", "Cán bộ của tổ chức", "api", "127.0.0.1");
}
