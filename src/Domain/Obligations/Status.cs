namespace HoiQC.Domain.Obligations;

/// <summary>Where an obligation stands. Words, shapes and precedence: docs/architecture.md; never stored as truth, always computed by the <see cref="Ladder"/>.</summary>
public enum Status
{
    /// <summary>Chưa đến kỳ.</summary>
    Dormant,

    /// <summary>Chưa thực hiện: outstanding, not late.</summary>
    Open,

    /// <summary>Sắp đến hạn: within the lead time.</summary>
    DueSoon,

    /// <summary>Chậm tiến độ: an interim checkpoint was missed.</summary>
    Behind,

    /// <summary>Quá hạn.</summary>
    Overdue,

    /// <summary>Quá hạn, cần báo cấp trên.</summary>
    Escalated,

    /// <summary>Chờ duyệt: with what waits for review there would be enough.</summary>
    Submitted,

    /// <summary>Yêu cầu bổ sung: a piece was returned, and nothing has been handed in since.</summary>
    Returned,

    /// <summary>Gia hạn.</summary>
    Extended,

    /// <summary>Đã hoàn thành, in time by the day that decides.</summary>
    Fulfilled,

    /// <summary>Hoàn thành trễ.</summary>
    FulfilledLate,

    /// <summary>Được miễn.</summary>
    Waived,

    /// <summary>Không áp dụng.</summary>
    NotApplicable,

    /// <summary>Chưa có dữ liệu: not the same as not done.</summary>
    NoData,
}

/// <summary>What boards need to know of a status.</summary>
public static class Statuses
{
    private static readonly Status[] WorstFirst =
    [
        Status.Escalated, Status.Overdue, Status.Behind, Status.Returned, Status.DueSoon, Status.Open, Status.Extended, Status.Submitted,
        Status.FulfilledLate, Status.Fulfilled, Status.Waived, Status.NotApplicable, Status.Dormant, Status.NoData,
    ];

    private static readonly int[] Ranks = [.. Enum.GetValues<Status>().Select(status => Array.IndexOf(WorstFirst, status))];

    /// <summary>0 for the worst; a roll-up shows the lowest rank among its parts.</summary>
    public static int Rank(this Status status) => Ranks[(int)status];

    /// <summary>Whether it is in the denominator.</summary>
    public static bool Counts(this Status status) => status is not (Status.Waived or Status.NotApplicable or Status.NoData or Status.Dormant);

    /// <summary>Whether it is still owed: in the denominator and not fulfilled.</summary>
    public static bool IsOwed(this Status status) => status.Counts() && !status.IsFulfilled();

    /// <summary>Fulfilled, in time or late.</summary>
    public static bool IsFulfilled(this Status status) => status is Status.Fulfilled or Status.FulfilledLate;

    /// <summary>Overdue or escalated.</summary>
    public static bool IsOverdue(this Status status) => status is Status.Overdue or Status.Escalated;

    /// <summary>Nothing is asked of the owner now: closed, or all is handed in and waits. No reminder is due, and nothing changes by the clock alone.</summary>
    public static bool IsAtRest(this Status status) => status.IsSettled() || status == Status.Submitted;

    /// <summary>Nothing more is asked of the owner.</summary>
    public static bool IsSettled(this Status status) => status is Status.Fulfilled or Status.FulfilledLate or Status.Waived or Status.NotApplicable or Status.NoData;
}
