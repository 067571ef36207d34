using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;

namespace HoiQC.Web.Accounts;

/// <summary>An account in the hands of ASP.NET Core Identity, which changes it step by step and saves it at the end.</summary>
/// <param name="record">The account as it was read.</param>
/// <param name="by">Who changes it.</param>
public sealed class Account(AccountRecord record, Actor by)
{
    /// <summary>The account as it stands now.</summary>
    public AccountRecord Record { get; set; } = record;

    /// <summary>Who changes it, as the record will say.</summary>
    public Actor By { get; } = by;
}
