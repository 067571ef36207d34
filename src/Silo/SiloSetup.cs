using HoiQC.Grains;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Files;
using HoiQC.Grains.Health;
using HoiQC.Grains.Record;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Files;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Import;
using HoiQC.Silo.Publications;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using HoiQC.Silo.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HoiQC.Silo;

/// <summary>Everything behind the web: engine, store, deadlines, import.</summary>
public static class SiloSetup
{
    /// <summary>Runs the grains and the deadlines of an open data folder in this host.</summary>
    public static IHostApplicationBuilder AddSilo(this IHostApplicationBuilder builder, DataFolder folder, CommandLine command)
    {
        EngineOfBuild.Engine.Add(builder, folder, command);
        builder.Services.AddSingleton(folder.Clock);
        builder.Services.AddStore(folder.Database);
        builder.Services.AddGrains();
        builder.Services.AddOptions<ReviewPolicy>().Bind(builder.Configuration.GetSection(ReviewPolicy.Section)).ValidateOnStart()
            .Validate(policy => policy.IsValid, $"Review:WorkingDays phải là số ngày làm việc từ 1 đến {ReviewPolicy.MostDays}.");
        builder.Services.AddDeadlines(quartz => EngineOfBuild.Engine.Schedule(quartz, folder.Database.Engine));
        builder.Services.AddSingleton<Importer>().AddSingleton<Samples>().AddSingleton<ISetup, Setup>();
        builder.Services.AddSingleton<PublicationWork>().AddHostedService(provider => provider.GetRequiredService<PublicationWork>()).AddSingleton<IPublishing, Publishing>();
        builder.Services.AddSingleton(_ => new FileStore(folder.Path, folder.IsShared)).AddSingleton<IFileStore>(provider => provider.GetRequiredService<FileStore>()).AddHostedService<UnnamedFiles>();
        builder.Services.AddSingleton(folder).AddSingleton<IRecordBook, RecordBook>();
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Sealer>(provider, folder.Heads, TimeProvider.System));
        builder.Services.AddHostedService<IdleMemory>();
        builder.Services.AddSingleton<IDataFaults, DataFaults>();
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Watch>(provider, TimeProvider.System)).AddSingleton<INodeHealth>(provider => provider.GetRequiredService<Watch>())
            .AddHostedService(provider => provider.GetRequiredService<Watch>());
        return builder;
    }
}
