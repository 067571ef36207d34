using Quartz;

namespace HoiQC.Silo.Deadlines;

/// <summary>Quartz for several nodes: triggers lie in the database, each rings on one node, and what a node that died was about is taken up by another.</summary>
internal static class StoredSchedule
{
    private const string Name = "HoiQC";

    /// <summary>How often a node says that it lives.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    /// <summary>Keeps triggers in the database of a connection string. Tables are made where they are missing, also by several nodes at once.</summary>
    public static void KeepInDatabase(this IQuartzBuilder quartz, string connection)
    {
        quartz.ConfigureScheduler(options => options.InstanceName = Name);
        // There is one job.
        quartz.UseDefaultThreadPool(1);
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(connection);
            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, CheckIn));
        });
    }
}
