using HoiQC.Grains;

namespace HoiQC.Silo.Import;

/// <summary>Data that comes with the product, to look at before there is any of one's own.</summary>
internal static class Samples
{
    /// <summary>Where the program finds the rule pack and the files of samples.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "data");
}
