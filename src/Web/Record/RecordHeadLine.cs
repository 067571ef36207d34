using HoiQC.Grains.Record;
using HoiQC.Web.Access;
using HoiQC.Web.Boards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Record;

/// <summary>Where the record ended when something was exported: whoever keeps the file can tell later whether the record's end was cut off.</summary>
internal static class RecordHeadLine
{
    /// <summary>The header that every export bears.</summary>
    public const string Header = "X-HoiQC-Record-Head";

    /// <summary>The last line of a table for people.</summary>
    public static string[] Of(RecordHead head) => ["Nhật ký kết thúc ở", head.ToString()];

    /// <summary>Puts the head into the header of whatever the endpoints answer, and into the last line of a table.</summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="inFile">Whether the file is for people; one that goes in again byte for byte bears the header alone.</param>
    public static T WithRecordHead<T>(this T builder, bool inFile = true)
        where T : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var head = await http.RequestServices.GetRequiredService<Sight>().RecordHead(http.RequestAborted);
            http.Response.Headers[Header] = head.ToString();
            var answer = await next(context);
            return inFile && (answer is INestedHttpResult nested ? nested.Result : answer) is FileContentHttpResult file
                ? TypedResults.File(Csv.With(file.FileContents, Of(head)), file.ContentType, file.FileDownloadName)
                : answer;
        });
}
