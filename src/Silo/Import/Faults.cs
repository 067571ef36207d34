using System.Collections.Immutable;

namespace HoiQC.Silo.Import;

/// <summary>Something in a folder that cannot be taken.</summary>
/// <param name="File">File name.</param>
/// <param name="Row">Line as an editor numbers it, the header being 1; 0 for the folder or file as a whole.</param>
/// <param name="Column">Column name; empty where no single column is to blame.</param>
/// <param name="Sentence">What is wrong and what to do, in Vietnamese.</param>
internal sealed record ImportFault(string File, int Row, string Column, string Sentence);

/// <summary>Where something stands: file and line.</summary>
internal readonly record struct Place(string File, int Line);

/// <summary>Everything found wrong so far; the first hundred are kept, all are counted.</summary>
internal sealed class Faults
{
    /// <summary>How many are listed.</summary>
    public const int Most = 100;

    private readonly List<ImportFault> _listed = [];

    /// <summary>How many there are, the unlisted ones too.</summary>
    public int Count { get; private set; }

    /// <summary>Whether anything is wrong: then nothing is stored.</summary>
    public bool Any => Count > 0;

    /// <summary>The first hundred, file by file in the order of their rows.</summary>
    public ImmutableArray<ImportFault> Listed => [.. _listed.OrderBy(fault => Sheet.OrderOf(fault.File)).ThenBy(fault => fault.Row)];

    /// <summary>Adds one.</summary>
    public void Add(string file, int row, string column, string sentence)
    {
        if (Count++ < Most) _listed.Add(new(file, row, column, sentence));
    }

    /// <summary>Adds one.</summary>
    public void Add(Place place, string column, string sentence) => Add(place.File, place.Line, column, sentence);
}
