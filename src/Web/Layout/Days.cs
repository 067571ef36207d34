using System.Globalization;

namespace HoiQC.Web.Layout;

/// <summary>Days as people write them: 31/12/2023, 31-12-2023, 31.12.2023, 31122023, and 2023-12-31 as browsers send them.</summary>
public static class Days
{
    private static readonly string[] Forms = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "ddMMyyyy", "yyyy-MM-dd"];

    /// <summary>The day, or null where the text is none.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
