using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HoiQC.Silo.Backups;

/// <summary>What a backup says of itself: entry hoiqc-backup.json.</summary>
/// <param name="Format">Of the file; a release reads its own and every earlier one.</param>
/// <param name="Schema">How many steps of the schema the tables have behind them.</param>
/// <param name="MadeAt">When, by the clock of the field.</param>
/// <param name="MadeAtMachine">When, by the machine's.</param>
/// <param name="Head">The newest seal of the record, as it is printed.</param>
/// <param name="RecordGiven">How many rows the record has ever had.</param>
/// <param name="Tables">The tables, each behind those that its rows name.</param>
/// <param name="Heads">The entry with the file record-heads.txt; null where there is none yet.</param>
/// <param name="Files">The files that evidence names.</param>
/// <param name="Missing">Hashes of those that the data folder no longer has as they were sent.</param>
internal sealed record BackupManifest(
    int Format, int Schema, DateTimeOffset MadeAt, DateTimeOffset MadeAtMachine, string Head, long RecordGiven,
    ImmutableArray<CarriedTable> Tables, CarriedEntry? Heads, ImmutableArray<CarriedFile> Files, ImmutableArray<string> Missing)
{
    /// <summary>The format that this release writes.</summary>
    public const int Newest = 1;

    /// <summary>Name of its entry, the last one.</summary>
    public const string Entry = "hoiqc-backup.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <exception cref="JsonException">It is none.</exception>
    public static BackupManifest Read(byte[] bytes) => JsonSerializer.Deserialize<BackupManifest>(bytes, Options) ?? throw new JsonException();
}

/// <summary>An entry of the file.</summary>
/// <param name="Entry">Its name.</param>
/// <param name="Size">Bytes, unpacked.</param>
/// <param name="Sha256">Their hash.</param>
internal sealed record CarriedEntry(string Entry, long Size, string Sha256);

/// <summary>A table: a JSON array for each row, one a line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">What the values of a row are.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Content">Where they lie.</param>
internal sealed record CarriedTable(string Name, ImmutableArray<string> Columns, long Rows, CarriedEntry Content);

/// <summary>A file that evidence names, under files/ and its hash.</summary>
/// <param name="Sha256">Its hash.</param>
/// <param name="Size">Bytes.</param>
internal sealed record CarriedFile(string Sha256, long Size)
{
    /// <summary>Where it lies.</summary>
    public string Entry => $"files/{Sha256}";
}
