using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace HoiQC.Silo.Store;

/// <summary>Brings the store into an application.</summary>
internal static class StoreSetup
{
    /// <summary>Adds the tables of an open data folder, which whoever opened it closes: ledger, archive, deadlines, and the storage of configuration documents.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, Database database) => services
        .AddSingleton(database)
        .AddSingleton<ILedger, Ledger>()
        .AddSingleton<IArchive, Archive>()
        .AddSingleton<IAccountStore, AccountStore>()
        .AddSingleton<IOutlook, Outlook>()
        .AddSingleton<IConfigurationStore, ConfigurationTable>()
        .AddSingleton<IProtectionKeys, ProtectionKeyTable>()
        .AddSingleton<IDeadlineStore, DeadlineStore>()
        .AddKeyedSingleton<IGrainStorage, DocumentStorage>(DocumentNames.Storage);
}
