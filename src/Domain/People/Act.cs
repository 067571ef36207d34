namespace HoiQC.Domain.People;

/// <summary>What somebody wants to do. Every page, endpoint, hub method and file names one; <see cref="Policy"/> says who may.</summary>
public enum Act
{
    /// <summary>What everybody may, signed in or not: sign-in, health, the files of the pages.</summary>
    Arrive,

    /// <summary>What everybody who is signed in may, but no screen: home, the own account, the rules, the calendar.</summary>
    BeHere,

    /// <summary>Read the board of a unit and what hangs on it: gap lists, alerts, exports, changes as they come.</summary>
    ReadBoard,

    /// <summary>Read lists over a unit that name persons: calls, reliefs, reminders, the deadlines of the week, search.</summary>
    ReadUnit,

    /// <summary>Read a body: its obligations, evidence, files, events, receipts.</summary>
    ReadBody,

    /// <summary>Hand in evidence for a body, take it back, enter its events, say that reminders were seen.</summary>
    HandIn,

    /// <summary>Accept or return evidence of a body.</summary>
    Review,

    /// <summary>See what waits for review in a unit.</summary>
    ReadReviews,

    /// <summary>Extend, waive or declare not applicable.</summary>
    Relieve,

    /// <summary>Write down a call to a body.</summary>
    RecordCall,

    /// <summary>Change rules and the calendar, import units and bodies, see publications.</summary>
    Configure,

    /// <summary>Invite people, give and end roles, close accounts, in a unit.</summary>
    KeepPeople,

    /// <summary>Read the record of a unit.</summary>
    ReadRecord,
}
