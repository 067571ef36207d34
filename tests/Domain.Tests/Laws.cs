using FsCheck;
using FsCheck.Fluent;

namespace HoiQC.Domain.Tests;

/// <summary>A law holds for whatever is drawn; the first sample that breaks it is printed with its seed.</summary>
internal static class Laws
{
    public static void Hold<T>(Gen<T> samples, Func<T, bool> law, int times = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true), Prop.ForAll(samples.ToArbitrary(), law));

    public static void Hold<T>(Gen<T> samples, Action<T> law, int times = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true), Prop.ForAll(samples.ToArbitrary(), law));
}
