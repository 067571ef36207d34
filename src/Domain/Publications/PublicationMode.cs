using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Publications;

/// <summary>From when a new version of a rule binds. Whatever is chosen, what is closed never changes.</summary>
public enum PublicationMode
{
    /// <summary>From the next period that opens.</summary>
    Next,

    /// <summary>What opens on a day or after it, open obligations too.</summary>
    From,

    /// <summary>The same, and all open obligations besides.</summary>
    Open,
}

/// <summary>How modes are written, and where "next" begins.</summary>
public static class PublicationModes
{
    /// <summary>next, from, open.</summary>
    public static string Text(this PublicationMode mode) => mode switch { PublicationMode.From => "from", PublicationMode.Open => "open", _ => "next" };

    /// <summary>The mode of a text; next where there is none, null for another word.</summary>
    public static PublicationMode? Read(string? text) => text switch
    {
        null or "" or "next" => PublicationMode.Next,
        "from" => PublicationMode.From,
        "open" => PublicationMode.Open,
        _ => null,
    };

    /// <summary>The first day of the next period to open after a day; what hangs on events may open any day, so then it is the day after.</summary>
    public static DateOnly NextOpening(this Schedule schedule, DateOnly day) => schedule is Schedule.Periodic periodic
        ? Enumerable.Range(day.Year - 1, 5).SelectMany(periodic.Of).Select(one => periodic.Opens(one.Period, one.Place)).Where(opens => opens > day).Min()
        : day.AddDays(1);
}
