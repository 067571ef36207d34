using System.Text;

namespace HoiQC.Web.Tests.Files;

/// <summary>A form with parts, written byte by byte, so that names can be what no library would write.</summary>
internal static class Parts
{
    public const string Boundary = "hoiqc-ranh-gioi";

    public const string Type = "multipart/form-data; boundary=" + Boundary;

    /// <summary>The part "form" as the API takes it.</summary>
    public static string Form(string submission, string more = "") => Field("form", $$"""{"submissionId":"{{submission}}","occurredOn":"2023-12-20"{{more}}}""");

    public static string Field(string name, string text) => $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n";

    /// <summary>The head of a file whose name is written as it stands: <c>filename="…"</c> or <c>filename*=…</c>.</summary>
    public static string FileHead(string filename) => $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; {filename}\r\nContent-Type: application/octet-stream\r\n\r\n";

    /// <summary>A whole form.</summary>
    public static byte[] Body(string fields, params (string Name, byte[] Content)[] files)
    {
        using var body = new MemoryStream();
        Write(fields);
        foreach (var (name, content) in files)
        {
            Write(FileHead(name.Contains('=', StringComparison.Ordinal) ? name : $"filename=\"{name}\""));
            body.Write(content);
            Write("\r\n");
        }
        Write($"--{Boundary}--\r\n");
        return body.ToArray();

        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The same as the content of a request.</summary>
    public static HttpContent Content(string fields, params (string Name, byte[] Content)[] files)
    {
        var content = new ByteArrayContent(Body(fields, files));
        content.Headers.TryAddWithoutValidation("Content-Type", Type);
        return content;
    }
}
