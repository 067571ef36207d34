namespace HoiQC.Domain.Calendars;

/// <summary>How the kinds of days are written in documents, forms and the API.</summary>
public static class CalendarNotation
{
    /// <summary>holiday, compensatory, swappedOff, swappedOn.</summary>
    public static string Text(DayKind kind) => kind switch
    {
        DayKind.Holiday => "holiday",
        DayKind.Compensatory => "compensatory",
        DayKind.SwappedOff => "swappedOff",
        _ => "swappedOn",
    };

    /// <summary>holiday, compensatory, working.</summary>
    public static string Text(OverrideKind kind) => kind switch
    {
        OverrideKind.Holiday => "holiday",
        OverrideKind.Compensatory => "compensatory",
        _ => "working",
    };

    /// <summary>tet, national; null for none.</summary>
    public static string? Text(HolidayBlock? block) => block switch
    {
        HolidayBlock.Tet => "tet",
        HolidayBlock.National => "national",
        _ => null,
    };

    /// <summary>The kind of an override, or null where the text is none.</summary>
    public static OverrideKind? Kind(string? text) => text switch
    {
        "holiday" => OverrideKind.Holiday,
        "compensatory" => OverrideKind.Compensatory,
        "working" => OverrideKind.Working,
        _ => null,
    };

    /// <summary>The block, or null where the text is none.</summary>
    public static HolidayBlock? Block(string? text) => text switch
    {
        "tet" => HolidayBlock.Tet,
        "national" => HolidayBlock.National,
        _ => null,
    };
}
