using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Landfall.Local.Events;

/// <summary>Tells one process from a later one that got the same number.</summary>
internal static partial class ProcessIdentity
{
    private const int SigTerm = 15;

    /// <summary>When the process started, in units that are equal in every observer; 0 when it is gone.</summary>
    public static long StartTime(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            // The kernel's own number: Process.StartTime is derived from the clock and differs between observers.
            var stat = ReadProc(pid, "stat");
            var afterName = stat.LastIndexOf(')');
            if (afterName < 0)
                return 0;
            var fields = stat[(afterName + 2)..].Split(' ');
            return fields[0] == "Z" ? 0 : long.Parse(fields[19]);
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Whether the process was started with this word; where that cannot be read, yes.</summary>
    public static bool WasStartedWith(int pid, string word) =>
        !OperatingSystem.IsLinux() || ReadProc(pid, "cmdline").Split('\0').Contains(word);

    /// <summary>Asks the process to end: SIGTERM, and where there is none, it is ended.</summary>
    public static void AskToEnd(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill();
        else
            _ = Kill(process.Id, SigTerm);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);

    private static string ReadProc(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
