using System.Text.Encodings.Web;

namespace HoiQC.Web;

/// <summary>The page that is shown while the data cannot be had. It reads nothing, neither who is signed in nor a layout that would ask.</summary>
internal static class UnavailablePage
{
    /// <summary>Writes it.</summary>
    public static Task Write(HttpResponse response, string sentence)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "text/html; charset=utf-8";
        var said = response.HttpContext.RequestServices.GetRequiredService<HtmlEncoder>().Encode(sentence);
        return response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="vi">
            <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Hệ thống chưa sẵn sàng – HoiQC</title>
                <link rel="stylesheet" href="/base.css">
            </head>
            <body>
                <main>
                    <section class="card narrow">
                        <h1>Hệ thống chưa sẵn sàng</h1>
                        <p>{said}</p>
                        <p>Nếu vừa điền biểu mẫu, đề nghị dùng nút quay lại của trình duyệt để không phải ghi lại.</p>
                    </section>
                </main>
            </body>
            </html>
            """);
    }
}
