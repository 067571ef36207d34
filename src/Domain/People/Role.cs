namespace HoiQC.Domain.People;

/// <summary>What somebody does with HoiQC. One person may hold several, each with its own scope.</summary>
public enum Role
{
    /// <summary>Cán bộ theo dõi: reads a unit and everything below it, records calls.</summary>
    Watcher,

    /// <summary>Cán bộ duyệt: reads as a watcher, accepts and returns evidence, grants extensions and waivers with a document.</summary>
    Reviewer,

    /// <summary>Cán bộ của tổ chức: what the assigned bodies owe and hand in; a member's officer also for its bloc.</summary>
    Officer,

    /// <summary>Quản trị: rules, calendar, units and people; no facts.</summary>
    Administrator,

    /// <summary>Ủy ban Kiểm tra: reads everything in scope, the record too; writes nothing.</summary>
    Inspector,

    /// <summary>A screen on a wall: one board, no names of persons.</summary>
    Display,
}
