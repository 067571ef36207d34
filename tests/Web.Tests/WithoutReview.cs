using System.Runtime.CompilerServices;

namespace HoiQC.Web.Tests;

/// <summary>What is handed in counts as it is received, here and in the processes these tests start; suites about reviews say otherwise for themselves.</summary>
internal static class WithoutReview
{
    [ModuleInitializer]
    public static void Begin() => Environment.SetEnvironmentVariable("Review__Required", "false");
}
