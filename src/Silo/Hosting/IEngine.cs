using HoiQC.Silo.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Quartz;

namespace HoiQC.Silo.Hosting;

/// <summary>
/// How grains run: in this process alone, or on the nodes of a cluster. Which of the two there is, the build has decided (property Engine): it compiles either
/// <c>Hosting/EmbeddedEngine.cs</c> or the folder <c>Cluster</c>.
/// </summary>
internal interface IEngine
{
    /// <summary>What it is called on the command line, and where data are marked for it.</summary>
    string Name { get; }

    /// <summary>Whether several processes run on the same database and data folder at once.</summary>
    bool IsShared { get; }

    /// <summary>Looks whether it can do what was asked.</summary>
    /// <exception cref="CommandRefused">It cannot.</exception>
    void Accept(CommandLine command);

    /// <summary>Makes what it needs in a database before anything runs; several nodes may do so at once.</summary>
    Task Prepare(Database database);

    /// <summary>Runs the grains of an open data folder in this host.</summary>
    void Add(IHostApplicationBuilder builder, DataFolder folder, CommandLine command);

    /// <summary>Says where Quartz keeps its triggers.</summary>
    void Schedule(IQuartzBuilder quartz, DatabaseEngine database);
}

/// <summary>What is the same on both engines.</summary>
internal static class EngineSetup
{
    /// <summary>Grains that nobody has called for this long leave memory.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(3);

    /// <summary>Lets idle grains leave memory.</summary>
    public static void LetIdleGrainsGo(this ISiloBuilder silo) => silo.Services.Configure<GrainCollectionOptions>(options =>
    {
        options.CollectionAge = Idle;
        options.CollectionQuantum = TimeSpan.FromSeconds(30);
    });
}
