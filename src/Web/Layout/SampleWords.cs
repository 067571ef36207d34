namespace HoiQC.Web.Layout;

/// <summary>What the samples are called.</summary>
public static class SampleWords
{
    /// <summary>The sample of one district.</summary>
    public const string District = "tam-duong-2023";

    /// <summary>The sample of the whole country.</summary>
    public const string Country = "country";

    /// <summary>A sample's name for a reader.</summary>
    public static string Of(string sample) => sample switch
    {
        District => "huyện Tam Đường, năm 2023",
        Country => "cả nước",
        _ => sample,
    };
}
