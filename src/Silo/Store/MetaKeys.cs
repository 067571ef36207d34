namespace HoiQC.Silo.Store;

/// <summary>Keys of table meta: what a data folder says of itself.</summary>
internal static class MetaKeys
{
    /// <summary>Name of the sample it was filled with.</summary>
    public const string Sample = "sample";

    /// <summary>The year that sample opens on.</summary>
    public const string SampleYear = "sample_year";

    /// <summary>"1" for a demonstration, "0" for any other folder; decided by its first start, for ever.</summary>
    public const string Demonstration = "demonstration";

    /// <summary>There since the folder's first start.</summary>
    public const string Started = "started";
}
