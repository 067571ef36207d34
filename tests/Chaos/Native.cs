using System.Runtime.InteropServices;

namespace HoiQC.Chaos;

/// <summary>What Linux does to another process, without a helper in between: a kill must not wait for one to start.</summary>
internal static class Native
{
    private const int KillSignal = 9;
    private const int ContinueSignal = 18;
    private const int StopSignal = 19;
    private const int LargestFile = 1;      // RLIMIT_FSIZE

    public static void Kill(int process) => _ = kill(process, KillSignal);

    public static void Pause(int process) => _ = kill(process, StopSignal);

    public static void GoOn(int process) => _ = kill(process, ContinueSignal);

    /// <summary>No file may grow beyond so many bytes: to whoever writes, the disk is full. Null takes the limit away.</summary>
    public static void LimitFiles(int process, long? bytes)
    {
        var limit = new Limit { Now = bytes is { } most ? (ulong)most : ulong.MaxValue, Most = ulong.MaxValue };
        _ = prlimit(process, LargestFile, ref limit, IntPtr.Zero);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Now;
        public ulong Most;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern int prlimit(int process, int resource, ref Limit limit, IntPtr old);
}
