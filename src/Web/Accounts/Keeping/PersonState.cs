using HoiQC.Grains.Accounts;

namespace HoiQC.Web.Accounts.Keeping;

/// <summary>How an account stands.</summary>
public enum PersonState
{
    /// <summary>It waits for its first password.</summary>
    Invited,

    /// <summary>It may be signed in to.</summary>
    Open,

    /// <summary>It takes no passwords for a while, after too many wrong ones.</summary>
    Locked,

    /// <summary>It is closed.</summary>
    Closed,
}

/// <summary>How accounts stand, and what that is called.</summary>
public static class PersonStates
{
    /// <summary>How an account stands.</summary>
    public static PersonState Of(AccountRecord account, DateTimeOffset now) => account switch
    {
        { IsClosed: true } => PersonState.Closed,
        { LockedUntil: { } until } when until > now => PersonState.Locked,
        { PasswordHash: null, Logins.IsEmpty: true } when !OwnAccount.IsScreen(account) => PersonState.Invited,
        _ => PersonState.Open,
    };

    /// <summary>What a state is called.</summary>
    public static string Name(PersonState state) => state switch
    {
        PersonState.Invited => "Đã mời",
        PersonState.Open => "Đang dùng",
        PersonState.Locked => "Tạm khóa",
        _ => "Đã đóng",
    };

    /// <summary>How it is written in addresses and answers.</summary>
    public static string Code(PersonState state) => state.ToString().ToLowerInvariant();
}
