namespace HoiQC.Grains.Health;

/// <summary>Tells what keeps the data from being read or written for now from a fault of the program.</summary>
public interface IDataFaults
{
    /// <summary>What to say to whoever waited for the data; null for any other error.</summary>
    string? SentenceOf(Exception error);
}
