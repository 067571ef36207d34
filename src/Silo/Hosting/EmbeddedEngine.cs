using HoiQC.Silo.Store;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace HoiQC.Silo.Hosting;

/// <summary>The engine of this build.</summary>
internal static class EngineOfBuild
{
    /// <summary>It.</summary>
    public static IEngine Engine { get; } = new EmbeddedEngine();
}

/// <summary>Grains run in this process, which has its data alone.</summary>
internal sealed class EmbeddedEngine : IEngine
{
    public string Name => "embedded";

    public bool IsShared => false;

    public void Accept(CommandLine command)
    {
        if (command.IsHeadless || command.SiloPort is not null || command.Advertise is not null || (command.Engine is { } engine && engine != Name))
            throw new CommandRefused("Bản này chạy trên một máy, không chạy thành cụm (silo, --engine orleans, --silo-port, --advertise). Đề nghị chạy ./hoiqc run --engine orleans hoặc ./hoiqc silo từ mã nguồn, hoặc dùng bản dựng với -p:Engine=Orleans.");
    }

    public Task Prepare(Database database) => Task.CompletedTask;

    public void Add(IHostApplicationBuilder builder, DataFolder folder, CommandLine command) => builder.UseOrleans(silo => silo.LetIdleGrainsGo());

    /// <summary>In memory: triggers are made anew from the stored checkpoints at each start.</summary>
    public void Schedule(IQuartzBuilder quartz, DatabaseEngine database)
    {
        // Quartz's own default.
    }
}
