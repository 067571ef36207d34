using System.Collections.Immutable;

namespace HoiQC.Grains.Accounts;

/// <summary>
/// The keys that protect cookies and the tokens of forms, as the framework writes them. They are read while it starts and when a new one is
/// made, a few times a year, and it waits for them.
/// </summary>
public interface IProtectionKeys
{
    /// <summary>Every key, and every note that one is no longer to be trusted.</summary>
    ImmutableArray<string> All();

    /// <summary>Keeps one more, durable once it returns.</summary>
    void Add(string name, string document);
}
