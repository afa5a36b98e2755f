using System.Globalization;

namespace Landfall.Worker;

/// <summary>Other processes of the same program with the same parent. Seen on Linux alone; elsewhere there are none.</summary>
internal class Siblings
{
    // Fields of /proc/PID/stat behind the name in parentheses, counted from there (proc_pid_stat(5)).
    private const int Parent = 1;
    private const int StartTime = 19;

    /// <summary>The process that was started in place of this one, by the same parent and later; null when there is none.</summary>
    public virtual int? Successor() => OperatingSystem.IsLinux() ? SuccessorOf(Environment.ProcessId) : null;

    /// <inheritdoc cref="Successor"/>
    public static int? SuccessorOf(int id)
    {
        if (Read(id) is not { } own)
            return null;

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var other) && other != id
                && Read(other) is { } found
                && found.Parent == own.Parent && (found.Started, other).CompareTo((own.Started, id)) > 0 && found.Program == own.Program)
            {
                return other;
            }
        }

        return null;
    }

    private static (string Parent, long Started, string Program)? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[Parent], long.Parse(fields[StartTime], CultureInfo.InvariantCulture), File.ReadAllText($"/proc/{id}/cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;   // it has ended meanwhile, or it is another user's
        }
    }
}
