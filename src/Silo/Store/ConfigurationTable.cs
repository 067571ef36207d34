using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Store;

/// <summary>The documents of the configuration as table grain holds them.</summary>
internal sealed class ConfigurationTable(Database database) : IConfigurationStore
{
    public Task<long> NewestVersion(CancellationToken cancellationToken = default) => database.Read(Documents.ConfigurationVersion, cancellationToken);
}
