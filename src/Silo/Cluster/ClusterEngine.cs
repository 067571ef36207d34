using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using HoiQC.Silo.Cluster;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Store;
using HoiQC.Silo.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using Quartz;

namespace HoiQC.Silo.Hosting;

/// <summary>The engine of this build.</summary>
internal static class EngineOfBuild
{
    /// <summary>It.</summary>
    public static IEngine Engine { get; } = new ClusterEngine();
}

/// <summary>Grains run on Microsoft Orleans, on all nodes that share a PostgreSQL database and a data folder.</summary>
internal sealed class ClusterEngine : IEngine
{
    private const string Provider = "Npgsql";

    /// <summary>How long a node waits for an answer of another one, at first and at most; after three looks in vain that one is taken for dead, and its grains begin elsewhere.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2), LongestProbe = TimeSpan.FromSeconds(4);

    /// <summary>How often a node writes that it lives: whoever has not for three times this is not waited for at a start.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    /// <summary>How long a node still answers after the signal to stop, unless Stop:Drain says otherwise.</summary>
    private const string Drain = "00:00:05";

    public string Name => "orleans";

    public bool IsShared => true;

    public void Accept(CommandLine command)
    {
        if (command.Engine is { } engine && engine != Name) throw new CommandRefused("Bản này chạy thành cụm (--engine orleans). Đề nghị bỏ --engine embedded, hoặc dùng bản dựng thường.");
        if (command.Database is null) throw new CommandRefused("Cụm cần cơ sở dữ liệu PostgreSQL, không dùng SQLite. Đề nghị ghi --database \"Host=…;Database=…;Username=…\".");
    }

    public async Task Prepare(Database database) => await database.Write(Membership.Provision);

    public void Add(IHostApplicationBuilder builder, DataFolder folder, CommandLine command)
    {
        // A balancer must notice that the node goes; where there are no pages, there is none.
        if (!command.IsHeadless) ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new("Stop:Drain", Drain)] });
        var database = (Postgres)folder.Database.Engine;
        var cluster = folder.Database.Read(Membership.NameOf).GetAwaiter().GetResult();
        var (address, port, isTranslated) = Listening(command);
        builder.UseOrleans(silo =>
        {
            silo.LetIdleGrainsGo();
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Provider, database.ForOthers("HoiQC membership")));
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
            silo.Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.MaxProbeTimeout, options.IAmAliveTablePublishTimeout) = (Probe, LongestProbe, SignOfLife));
            silo.ConfigureEndpoints(address, port, gatewayPort: 0, listenOnAnyHostAddress: isTranslated);
            silo.AddActivityPropagation();
            silo.AddOutgoingGrainCallFilter<AskAgain>().AddIncomingGrainCallFilter<TellFaults>();
            silo.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.UnionWith([nameof(HoiQC), nameof(Npgsql)]));
        });
        builder.Services.AddSingleton<INodeCheck, MembershipCheck>();
    }

    public void Schedule(IQuartzBuilder quartz, DatabaseEngine database) => quartz.KeepInDatabase(((Postgres)database).ForOthers("HoiQC schedule"));

    /// <summary>On the advertised address where this machine has it, else (an address that is translated on the way) on all. No client comes from outside: there is no gateway.</summary>
    private static (IPAddress Address, int Port, bool IsTranslated) Listening(CommandLine command)
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().Where(one => one.OperationalStatus == OperationalStatus.Up)
            .SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address).ToList();
        var address = command.Advertise ?? own.Find(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one)) ?? IPAddress.Loopback;
        var port = command.SiloPort ?? CommandLine.UsualSiloPort;
        var isTranslated = !own.Contains(address);
        try
        {
            // Orleans would share the port, and drive out of the cluster whoever has it.
            using var free = new TcpListener(isTranslated ? IPAddress.Any : address, port);
            free.Start();
        }
        catch (SocketException error)
        {
            throw new CommandRefused($"Không mở được cổng {port} tại {address} để nối với các máy khác của cụm: {error.Message.TrimEnd('.')}. Đề nghị chọn cổng khác bằng --silo-port.");
        }
        return (address, port, isTranslated);
    }
}
