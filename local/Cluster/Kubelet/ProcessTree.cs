using System.Diagnostics;
using System.Globalization;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>Looks at running processes by id; on Linux from /proc, elsewhere through the platform.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private static readonly Lock Gate = new();
    private static Dictionary<int, List<int>>? _lately;
    private static long _lookedAt;

    /// <summary>Alive, not a zombie, and the same process as then: ids are used again.</summary>
    public static bool IsAlive(int pid, string startTime)
    {
        if (!OperatingSystem.IsLinux())
            return Runs(pid);
        var fields = Stat(pid);
        return fields is not null && fields[0] is not ("Z" or "X") && (startTime == "0" || fields[19] == startTime);
    }

    /// <summary>All descendants of a process at this moment, children first.</summary>
    public static List<int> Descendants(int root) => Below(root, Children());

    private static List<int> Below(int root, Dictionary<int, List<int>> children)
    {
        List<int> found = [];
        Queue<int> open = new([root]);
        while (open.TryDequeue(out var pid))
        {
            foreach (var child in children.GetValueOrDefault(pid, []))
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }
        return found;
    }

    private static Dictionary<int, List<int>> Children()
    {
        Dictionary<int, List<int>> children = [];
        if (!OperatingSystem.IsLinux())
            return children;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid) || Stat(pid) is not { } fields)
                continue;
            var parent = int.Parse(fields[1], CultureInfo.InvariantCulture);
            (children.TryGetValue(parent, out var list) ? list : children[parent] = []).Add(pid);
        }
        return children;
    }

    /// <summary>One look at all processes serves every container that asks within a moment: with many pods it is dear.</summary>
    private static Dictionary<int, List<int>> LatelyChildren()
    {
        lock (Gate)
        {
            if (_lately is null || Stopwatch.GetElapsedTime(_lookedAt) > Moment)
                (_lately, _lookedAt) = (Children(), Stopwatch.GetTimestamp());
            return _lately;
        }
    }

    /// <summary>Resident memory of a process and all that were lately below it, in bytes.</summary>
    public static long Memory(int root)
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        long pages = 0;
        foreach (var pid in Below(root, LatelyChildren()).Append(root))
        {
            if (Read($"/proc/{pid}/statm") is { } text)
                pages += long.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        return pages * Environment.SystemPageSize;
    }

    // The fields after the program's name, which may itself hold spaces: state, parent, ..., start time.
    private static string[]? Stat(int pid) =>
        Read($"/proc/{pid}/stat") is { } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The process ended between listing and reading.
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Runs(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
