using System.Globalization;
using System.Runtime.InteropServices;

namespace Landfall.Harness;

/// <summary>The processes of this machine as the kernel shows them. Linux only.</summary>
internal static class ProcessTable
{
    private const int SigInt = 2;
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    /// <summary>Living processes with this word in their command line or their environment.</summary>
    public static IReadOnlyList<int> Mentioning(string word) =>
        [.. All().Where(pid => Read(pid, "cmdline").Contains(word, StringComparison.Ordinal)
            || Read(pid, "environ").Contains(word, StringComparison.Ordinal)).Where(IsAlive)];

    /// <summary>Direct children.</summary>
    public static IReadOnlyList<int> Children(int parent) =>
        [.. All().Where(pid => Stat(pid) is [_, var of, ..] && of == parent.ToString(CultureInfo.InvariantCulture))];

    public static bool IsAlive(int pid) => Stat(pid) is [not ("Z" or "X"), ..];

    public static string CommandLine(int pid) => Read(pid, "cmdline").Replace('\0', ' ').Trim();

    /// <summary>What <c>kill -9</c> does. A process that is gone already is what was wanted.</summary>
    public static void Kill(int pid) => _ = Send(pid, SigKill);

    /// <summary>It is there and does nothing: what a machine does that hangs.</summary>
    public static void Stop(int pid) => _ = Send(pid, SigStop);

    public static void Continue(int pid) => _ = Send(pid, SigContinue);

    /// <summary>
    /// What Ctrl-C does, to the whole group of a process. A shell that started the tests in the background may have made them deaf to it, and the
    /// platform inherits that: then SIGTERM, which stops it the same way.
    /// </summary>
    public static void Interrupt(int pid) => _ = Send(-pid, Ignores(pid, SigInt) ? SigTerm : SigInt);

    private static bool Ignores(int pid, int signal)
    {
        var line = Read(pid, "status").Split('\n').First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & (1UL << (signal - 1))) != 0;
    }

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0).Where(pid => pid > 0);

    // The fields after the program's name, which may itself hold spaces: state, parent, ...
    private static string[] Stat(int pid)
    {
        var text = Read(pid, "stat");
        return text.Length == 0 ? [] : text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or it belongs to somebody else.
            return "";
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Send(int pid, int signal);
}
