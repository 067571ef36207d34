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

    /// <summary>Whether its server can be stopped while the product goes on.</summary>
    bool CanCrash { get; }

    /// <summary>Makes it ready, empty.</summary>
    Task Prepare();

    /// <summary>Breaks all connections of the product.</summary>
    Task Break();

    /// <summary>Stops the server as a crash does, and starts it again.</summary>
    Task Crash();
}

/// <summary>Stages by what was asked for.</summary>
internal static class Stages
{
    /// <summary>The stage of a database.</summary>
    public static IStage Of(string database) => database == "sqlite" ? new FolderStage() : new PostgresStage(database == "postgres" ? null : database);
}

/// <summary>The SQLite file of the data folder: there is no connection to break, only a disk that is full.</summary>
internal sealed class FolderStage : IStage
{
    public string Name => "SQLite";

    public IReadOnlyList<string> Arguments => [];

    public bool CanBreak => false;

    public bool CanCrash => false;

    public Task Prepare() => Task.CompletedTask;

    public Task Break() => Task.CompletedTask;

    public Task Crash() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
