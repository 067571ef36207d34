namespace HoiQC.Grains.Health;

/// <summary>A grain could not have its data; the message says to whoever waits what to do.</summary>
[GenerateSerializer]
public sealed class DataUnavailableException(string sentence) : Exception(sentence);

/// <summary>Tells what keeps the data from being read or written for now from a fault of the program.</summary>
public interface IDataFaults
{
    /// <summary>What to say to whoever waited for the data; null for any other error.</summary>
    string? SentenceOf(Exception error);
}
