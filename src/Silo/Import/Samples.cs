using System.Collections.Immutable;
using HoiQC.Grains.Record;
using HoiQC.Grains;

namespace HoiQC.Silo.Import;

/// <summary>Data that comes with the product, to look at before there is any of one's own. It goes the same way as everybody's.</summary>
internal sealed class Samples(Importer importer, VietnamClock clock)
{
    /// <summary>Huyện Tam Đường as its report of 06/9/2023 shows it.</summary>
    public const string TamDuong = "tam-duong-2023";

    /// <summary>A made-up country: 34 provinces, 3,321 communes, ten rules, for the year of the clock.</summary>
    public const string Country = "country";

    /// <summary>The names there are.</summary>
    public static readonly ImmutableArray<string> Names = [TamDuong, Country];

    /// <summary>What is said to a name that no sample has.</summary>
    public static string Unknown(string name) => $"Không có dữ liệu mẫu “{name}”; chỉ có: {string.Join(", ", Names)}.";

    /// <summary>Where the program finds the rule pack and the files of samples.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Loads a sample into a folder that holds nothing else; again, it doubles nothing.</summary>
    public async Task<ImportReport> Load(string name, Actor by, CancellationToken cancellationToken)
    {
        var year = clock.Today.Year;
        switch (name)
        {
            case TamDuong:
                return await importer.Import(Path.Combine(Folder, TamDuong), Options(2023), cancellationToken);
            case Country:
                return await importer.Import(await Task.Run(() => CountrySample.Of(year), cancellationToken), Options(year), cancellationToken);
            default:
                var faults = new Faults();
                faults.Add(name, 0, "", Unknown(name));
                return ImportReport.Refused(faults, []);
        }

        // A sample tells a whole year; under an earlier clock each event counts when its day comes.
        ImportOptions Options(int opensOn) => new(by, AllowFuture: true, Sample: name, SampleYear: opensOn);
    }
}
