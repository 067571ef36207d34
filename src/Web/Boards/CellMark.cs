namespace HoiQC.Web.Boards;

/// <summary>A cell's short text in two parts, so that the shape can be drawn larger than the number. The board's script splits in the same way.</summary>
/// <param name="Shape">What stands before the first space when it is no number: "!"; else empty.</param>
/// <param name="Rest">What follows.</param>
public readonly record struct CellMark(string Shape, string Rest)
{
    /// <summary>Splits a text.</summary>
    public static CellMark Of(string text)
    {
        if (text.Length == 0 || char.IsAsciiDigit(text[0])) return new("", text);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new(text, "") : new(text[..space], text[(space + 1)..]);
    }
}
