using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace HoiQC.Web.Running;

/// <summary>How the log is written: one line an entry, with its event id, for people, for the journal of systemd, or as one JSON object.</summary>
internal static class Logs
{
    private const string Formatter = "Logging:Console:FormatterName";

    /// <summary>Sets what is written, and how where the configuration does not say.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Orleans.Messaging", LogLevel.Error).AddFilter("Polly", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // What Orleans could not send, whoever sent it is told; a node that died is sent word for two minutes more.
        // A start that failed is said in a sentence; what ends a running host is critical, and told.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Its scope would write every path into the log, and an invitation's path is a password. Kestrel tells what nobody caught.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        Default(builder.Configuration);
        // Vietnamese stands in the log as it is, not as escapes.
        builder.Services.Configure<JsonConsoleFormatterOptions>(options => options.JsonWriterOptions = options.JsonWriterOptions with { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }

    /// <summary>Lies under all other sources, so that each of these can be said otherwise.</summary>
    private static void Default(ConfigurationManager configuration)
    {
        var formatter = configuration[Formatter] ?? (IsServiceOfSystemd ? ConsoleFormatterNames.Systemd : ConsoleFormatterNames.Simple);
        var defaults = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Formatter] = formatter,
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
            // The journal knows the time of each line.
            ["Logging:Console:FormatterOptions:TimestampFormat"] = formatter == ConsoleFormatterNames.Systemd ? null : formatter == ConsoleFormatterNames.Json ? "O" : "yyyy-MM-dd HH:mm:ss ",
            ["Logging:Console:FormatterOptions:IncludeScopes"] = formatter == ConsoleFormatterNames.Json ? "true" : "false",
            ["Logging:Console:FormatterOptions:JsonWriterOptions:Indented"] = "false",
        };
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }

    /// <summary>systemd names the process it started, so that what that process starts in turn is not taken for a service.</summary>
    private static bool IsServiceOfSystemd =>
        Environment.GetEnvironmentVariable("SYSTEMD_EXEC_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture) && Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null;
}
