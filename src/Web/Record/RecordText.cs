using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;

namespace HoiQC.Web.Record;

/// <summary>One thing that a row of the record says was changed.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Old">Before; null where there was nothing.</param>
/// <param name="New">After; null where it is gone, or was only said for what was taken back.</param>
public sealed record RecordChange(string Label, string? Old, string? New);

/// <summary>Old and new of a row as people read them: what stayed is left out, days and statuses are words.</summary>
public static partial class RecordText
{
    private const string Unreadable = "unreadable";

    /// <summary>The changes between two JSON texts.</summary>
    public static ImmutableArray<RecordChange> Of(string? old, string? @new)
    {
        var (before, after) = (Flat(old), Flat(@new));
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
                .Select(name => new RecordChange(Label(name), before.GetValueOrDefault(name), after.GetValueOrDefault(name))).Where(change => change.Old != change.New),
        ];
    }

    /// <summary>The changes in one line, for a table.</summary>
    public static string Line(ImmutableArray<RecordChange> changes) => string.Join("; ", changes.Select(change => $"{change.Label}: {Between(change)}"));

    /// <summary>One change: "cũ → mới", or the one of the two that there is.</summary>
    public static string Between(RecordChange change) => change switch
    {
        { Old: null } => change.New ?? "",
        { New: null } => change.Old,
        _ => $"{change.Old} → {change.New}",
    };

    /// <summary>The same for a page: of a hash its beginning is enough, the table has it whole.</summary>
    public static string Short(string text) => Hashes().Replace(text, hash => $"{hash.Value[..12]}…");

    /// <summary>How somebody came in.</summary>
    public static string Via(string via) => via switch
    {
        "page" => "trang",
        "api" => "API",
        "command" => "dòng lệnh",
        "system" => "hệ thống",
        _ => via,
    };

    /// <summary>Where the page of a row's subject is; null for none.</summary>
    public static string? Address(string what, string subject)
    {
        var key = subject.Split('#')[0].Split('/');
        return what.Split('.')[0] switch
        {
            "evidence" or "relief" when key.Length == 3 => $"/obligations/{string.Join('/', key.Select(Uri.EscapeDataString))}",
            "event" or "call" or "reminder" => $"/bodies/{Uri.EscapeDataString(key[0])}",
            "unit" => $"/units/{Uri.EscapeDataString(subject)}",
            "rule" => $"/rules/{Uri.EscapeDataString(subject.Split(' ', '/')[0])}",
            "calendar" => "/calendar",
            "publication" => "/publications",
            _ => null,
        };
    }

    private static Dictionary<string, string> Flat(string? json)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (json is null) return found;
        try
        {
            using var document = JsonDocument.Parse(json);
            Add("", document.RootElement);
            return found;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A row that was altered is shown as it lies there.
            return new(StringComparer.OrdinalIgnoreCase) { [Unreadable] = json };
        }

        void Add(string name, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object)
                foreach (var property in value.EnumerateObject()) Add(name.Length == 0 ? property.Name : $"{name}.{property.Name}", property.Value);
            else if (Text(name, value) is { Length: > 0 } text) found[name] = text;
        }
    }

    private static string Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "có",
        JsonValueKind.False => "không",
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => Text(name, item))),
        JsonValueKind.Object => string.Join(" ", value.EnumerateObject().Select(property => Text(property.Name, property.Value)).Where(text => text.Length > 0)),
        JsonValueKind.Number => value.GetRawText(),
        _ => Words(name, value.GetString()!),
    };

    private static string Words(string name, string text)
    {
        if (name.Equals("status", StringComparison.OrdinalIgnoreCase) && Enum.TryParse<Status>(text, out var status)) return StatusWords.Of(status).Name;
        if (name.Equals("role", StringComparison.OrdinalIgnoreCase) && Enum.TryParse<Role>(text, out var role)) return RoleWords.Name(role);
        if (name.Equals("how", StringComparison.OrdinalIgnoreCase)) return How(text);
        if (name.Equals("review", StringComparison.OrdinalIgnoreCase) && text == nameof(Verdict.Pending)) return "chờ duyệt";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Vietnamese.Date(day);
        return text.Length > 18 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? Vietnamese.InstantWithSeconds(at) : text;
    }

    private static string How(string how) => how switch
    {
        "password" => "mật khẩu",
        "password+code" => "mật khẩu và mã",
        "invitation" => "đường dẫn đặt mật khẩu",
        "demonstration" => "trình diễn",
        _ => how,
    };

    private static string Label(string path)
    {
        var parts = path.Split('.', 2);
        if (parts is ["row", var column]) return $"cột {column}";
        if (parts is ["files", var file]) return $"SHA-256 của {file}";
        return parts is [var whole, var part] ? $"{Name(whole)}, {Vietnamese.Uncapital(Name(part))}" : Name(path);
    }

    private static string Name(string name) => name.ToLowerInvariant() switch
    {
        "status" => "Trạng thái",
        "reason" => "Lý do",
        "due" => "Hạn",
        "formhash" => "Dấu nội dung",
        "review" => "Duyệt",
        Unreadable => "Không đọc được",
        "ruleversion" => "Phiên bản quy tắc",
        "lifts" => "Bỏ",
        "opened" => "Mở nghĩa vụ",
        "on" => "Ngày gọi",
        "caller" or "by" => "Người thực hiện",
        "number" => "Số",
        "from" => "Từ",
        "author" => "Người công bố",
        "madeon" => "Ngày lập",
        "cultureday" => "Nghỉ Ngày Văn hóa",
        "overrides" => "Ngày đặt riêng",
        "swaps" => "Ngày hoán đổi",
        "name" => "Tên",
        "shortname" => "Tên ngắn",
        "code" or "prefix" => "Mã",
        "kind" => "Loại",
        "level" => "Cấp",
        "parent" => "Đơn vị cấp trên",
        "validfrom" => "Có hiệu lực từ",
        "validto" => "Hết hiệu lực",
        "firstyear" => "Năm bắt đầu theo dõi",
        "units" => "Đơn vị",
        "bodies" => "Tổ chức",
        "rules" => "Quy tắc",
        "tracking" => "Dòng theo dõi",
        "evidence" => "Minh chứng",
        "obligationsmade" => "Nghĩa vụ mới",
        "new" => "Mới",
        "changed" => "Thay đổi",
        "unchanged" => "Giữ nguyên",
        "all" => "Tất cả",
        "created" => "Nghĩa vụ tạo mới",
        "moved" => "Nghĩa vụ đổi hạn",
        "voided" => "Nghĩa vụ thôi áp dụng",
        "renewed" => "Nghĩa vụ có hạn mới",
        "kept" => "Nghĩa vụ giữ hạn",
        "told" => "Tổ chức được báo",
        "role" => "Vai trò",
        "unit" => "Ở đơn vị",
        "body" => "Ở tổ chức",
        "until" or "endsat" => "Đến",
        "beganat" => "Bắt đầu",
        "how" => "Cách đăng nhập",
        "failures" => "Số lần sai",
        "left" => "Còn lại",
        "provider" => "Nhà cung cấp",
        "narrowed" => "Thu hẹp còn",
        "rows" => "Số dòng",
        "attachments" => "Tệp đính kèm",
        "head" => "Dòng cuối của nhật ký",
        _ => Fields.Label(name),
    };

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Hashes();
}
