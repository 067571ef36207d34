using System.Globalization;
using HoiQC.Silo.Hosting;

namespace HoiQC.Silo.Accounts;

/// <summary>
/// What the command line says about accounts: account add ID [--name TEXT] [--role ROLE:SCOPE]… [--until DAY] [--days N], account list,
/// account close ID, apikey add ID [--name TEXT] [--role ROLE:SCOPE]… [--days N], apikey revoke PREFIX; each with [--data DIR].
/// </summary>
internal static class AccountArguments
{
    /// <summary>Reads what follows "account" or "apikey".</summary>
    /// <exception cref="CommandRefused">An argument makes no sense.</exception>
    public static CommandLine Read(string command, Queue<string> rest, CommandLine read)
    {
        var order = AccountOrder.Of((command, rest.TryDequeue(out var verb) ? verb : "") switch
        {
            ("account", "add" or "list" or "close") => verb!,
            ("apikey", "add") => "addkey",
            ("apikey", "revoke") => "revokekey",
            ("account", _) => throw new CommandRefused("Đề nghị ghi việc cần làm: account add TÊN, account list hoặc account close TÊN."),
            _ => throw new CommandRefused("Đề nghị ghi việc cần làm: apikey add TÊN hoặc apikey revoke KHÓA."),
        });
        while (rest.TryDequeue(out var word))
        {
            if (word == "--data") read = read with { Data = Path.GetFullPath(Value(word)) };
            else if (word == "--database") read = read with { Database = Value(word) };
            else if (word == "--engine") read = read with { Engine = CommandLine.EngineNamed(Value(word)) };
            else
                order = word switch
                {
                    "--name" when order.Verb is "add" or "addkey" => order with { Name = Value(word) },
                    "--role" when order.Verb is "add" or "addkey" => order with { Roles = order.Roles.Add(Value(word)) },
                    "--until" when order.Verb == "add" => order with { Until = DayOf(Value(word)) },
                    "--days" when order.Verb is "add" or "addkey" => order with { Days = DaysOf(Value(word)) },
                    _ when !word.StartsWith('-') && order.Id.Length == 0 && order.Verb != "list" => order with { Id = word },
                    _ => throw new CommandRefused($"Không hiểu “{word}”. Đề nghị xem ./hoiqc help."),
                };
        }
        if (order.Id.Length == 0 && order.Verb != "list") throw new CommandRefused(order.Verb == "revokekey" ? "Đề nghị ghi khóa cần thu hồi." : "Đề nghị ghi tên đăng nhập.");
        return read with { Accounts = order };

        string Value(string option) => rest.TryDequeue(out var value) ? value : throw new CommandRefused($"Thiếu giá trị sau {option}.");
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CommandRefused($"“{text}” không phải là ngày; ví dụ: 2026-12-31.");

    private static int DaysOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= AccountClerk.MostKeyDays
            ? days
            : throw new CommandRefused($"Số ngày “{text}” không hợp lệ; ghi một số từ 1 đến {AccountClerk.MostKeyDays}.");
}
