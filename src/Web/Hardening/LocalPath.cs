namespace HoiQC.Web.Hardening;

/// <summary>Where a page may lead on to after it has done its work: a path of this server and nothing else.</summary>
public static class LocalPath
{
    /// <summary>The path, or the home page where the text leads elsewhere: to another host, to a scheme, or to what a browser reads otherwise than we do.</summary>
    public static string Of(string? text) =>
        text is ['/', ..] and not ['/', '/' or '\\', ..] && !text.Any(letter => char.IsControl(letter) || letter == '\\') ? text : "/";
}
