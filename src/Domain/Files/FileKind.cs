using System.Collections.Immutable;

namespace HoiQC.Domain.Files;

/// <summary>A kind of file that is taken as evidence. Content tells it; the name must agree.</summary>
/// <param name="Word">What people call it.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Extensions">How its name may end, the usual one first; lower case, with the dot.</param>
public sealed record FileKind(string Word, string MediaType, ImmutableArray<string> Extensions)
{
    /// <summary>PDF.</summary>
    public static readonly FileKind Pdf = new("PDF", "application/pdf", [".pdf"]);

    /// <summary>A text of Word.</summary>
    public static readonly FileKind Docx = new("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]);

    /// <summary>A workbook of Excel.</summary>
    public static readonly FileKind Xlsx = new("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]);

    /// <summary>Slides of PowerPoint.</summary>
    public static readonly FileKind Pptx = new("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"]);

    /// <summary>A text of LibreOffice.</summary>
    public static readonly FileKind Odt = new("OpenDocument", "application/vnd.oasis.opendocument.text", [".odt"]);

    /// <summary>A workbook of LibreOffice.</summary>
    public static readonly FileKind Ods = new("OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", [".ods"]);

    /// <summary>An image of a screen or a scanner.</summary>
    public static readonly FileKind Png = new("ảnh PNG", "image/png", [".png"]);

    /// <summary>A photograph.</summary>
    public static readonly FileKind Jpeg = new("ảnh JPG", "image/jpeg", [".jpg", ".jpeg"]);

    /// <summary>Every kind, in the order in which they are named to people.</summary>
    public static readonly ImmutableArray<FileKind> All = [Pdf, Docx, Xlsx, Pptx, Odt, Ods, Png, Jpeg];

    /// <summary>Every extension, for the form's own choice of files: ".pdf,.docx,…".</summary>
    public static string Accept { get; } = string.Join(',', All.SelectMany(kind => kind.Extensions));

    /// <summary>What is taken, in words: "pdf, docx, xlsx, …".</summary>
    public static string Words { get; } = string.Join(", ", All.Select(kind => kind.Extensions[0][1..]));
}
