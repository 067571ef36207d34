namespace HoiQC.Grains.Record;

/// <summary>Whoever does something: it stands beside every change in the record.</summary>
/// <param name="Account">Id of the account; "" where no person does it.</param>
/// <param name="Name">The person's name, or what does it.</param>
/// <param name="Via">How: "page", "api", "command", "system".</param>
/// <param name="From">Where from: an address of the network; "" for this machine itself.</param>
[GenerateSerializer, Immutable]
public sealed record Actor(string Account, string Name, string Via, string From)
{
    /// <summary>HoiQC itself: filling a new folder, following a publication.</summary>
    public static readonly Actor System = new("", "HoiQC", "system", "");

    /// <summary>Whoever runs the server, at its command line.</summary>
    public static readonly Actor Operator = new("", "Người vận hành máy chủ", "command", "");
}
