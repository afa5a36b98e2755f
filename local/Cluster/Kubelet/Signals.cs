using System.Runtime.InteropServices;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>POSIX signals to a process (positive id) or a whole group (negative id).</summary>
internal static partial class Signals
{
    public const int Term = 15;
    public const int Kill = 9;

    /// <summary>False when there is nobody to receive it any more.</summary>
    public static bool Send(int pid, int signal) => SysKill(pid, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SysKill(int pid, int signal);
}
