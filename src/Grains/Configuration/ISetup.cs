using System.Collections.Immutable;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Configuration;

/// <summary>What is wrong with a file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Row">Its row, 1 for the head; null where the whole file is meant.</param>
/// <param name="Column">The column; null where the whole row is meant.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record SetupFault(string File, int? Row, string? Column, string Sentence);

/// <summary>How filling the data folder went.</summary>
/// <param name="Done">Whether it was stored, or with a check only: whether it could be.</param>
/// <param name="Sentence">What was stored, would be stored, or why nothing was.</param>
/// <param name="Faults">Faults of the files; nothing was stored when there is one.</param>
public sealed record SetupAnswer(bool Done, string Sentence, ImmutableArray<SetupFault> Faults);

/// <summary>Fills a data folder, and adds to it. Never crosses a grain call.</summary>
public interface ISetup
{
    /// <summary>Fills it with a sample.</summary>
    Task<SetupAnswer> LoadSample(string name, Actor by);

    /// <summary>Fills it with the files of a folder on the server's machine.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="check">Only say what would be done.</param>
    /// <param name="by">Who does it.</param>
    Task<SetupAnswer> Import(string folder, bool check, Actor by);

    /// <summary>Takes a rule pack: rules and versions that are new are added.</summary>
    /// <param name="pack">The bytes of rules.csv.</param>
    /// <param name="check">Only say what would be done.</param>
    /// <param name="by">Who does it.</param>
    Task<SetupAnswer> ImportRules(byte[] pack, bool check, Actor by);

    /// <summary>Leaves it without units; rules and calendar are there.</summary>
    Task StartEmpty(Actor by);
}
