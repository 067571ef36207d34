namespace HoiQC.Chaos;

/// <summary>The database that the product stands on, as far as the harness has to prepare and break it.</summary>
internal interface IStage : IAsyncDisposable
{
    /// <summary>What it is called in the summary.</summary>
    string Name { get; }

    /// <summary>Options that lead every command of the product to it.</summary>
    IReadOnlyList<string> Arguments { get; }

    /// <summary>Whether its connection can be broken while the product goes on.</summary>
    bool CanBreak { get; }

    /// <summary>Makes it ready, empty.</summary>
    Task Prepare();

    /// <summary>Breaks all connections of the product.</summary>
    Task Break();
}

/// <summary>Stages by what was asked for.</summary>
internal static class Stages
{
    /// <summary>The stage of a database.</summary>
    public static IStage Of(string database) => database == "sqlite" ? new FolderStage() : database == "postgres" ? new TemporaryCluster() : new GivenServer(database);
}

/// <summary>The SQLite file of the data folder: there is no connection to break, only a disk that is full.</summary>
internal sealed class FolderStage : IStage
{
    public string Name => "SQLite";

    public IReadOnlyList<string> Arguments => [];

    public bool CanBreak => false;

    public Task Prepare() => Task.CompletedTask;

    public Task Break() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
