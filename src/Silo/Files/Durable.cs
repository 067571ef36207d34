using System.ComponentModel;
using System.Runtime.InteropServices;

namespace HoiQC.Silo.Files;

/// <summary>Makes the names in a folder survive a power cut. A file's own flush does not reach the folder that names it.</summary>
internal static class Durable
{
    /// <summary>Brings a folder to the disk. Windows writes names through its journal and has no such call.</summary>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(path, 0);
        if (handle < 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The folder {path} cannot be opened");
        try
        {
            if (Sync(handle) < 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The folder {path} cannot be brought to the disk");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
