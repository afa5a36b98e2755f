using System.Diagnostics;
using System.Globalization;

namespace Landfall.Hosting;

/// <summary>
/// A folder on local disk for one piece of work, with the name of its machine and process in it. It goes with the work; what a
/// process that was killed has left goes when the next one is made.
/// </summary>
public sealed class WorkFolder : IDisposable
{
    private const string Prefix = "landfall-work";
    private readonly Action<string, IOException> left;

    private WorkFolder(string path, Action<string, IOException> left) => (Path, this.left) = (path, left);

    public string Path { get; }

    /// <param name="root">Where it is made; empty for the system's temporary folder.</param>
    /// <param name="name">For people who look at the disk.</param>
    /// <param name="left">Told when it cannot be removed: the folder and why.</param>
    public static WorkFolder Create(string root, string name, Action<string, IOException> left)
    {
        root = root.Length > 0 ? root : System.IO.Path.GetTempPath();
        Sweep(root);
        var folder = $"{Own}{Environment.ProcessId}-{name}-{Guid.NewGuid():N}";
        return new(Directory.CreateDirectory(System.IO.Path.Combine(root, folder)).FullName, left);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException busy)
        {
            left(Path, busy);
        }
    }

    /// <summary>Process ids say something on their own machine alone, and containers may share a disk.</summary>
    private static string Own => $"{Prefix}-{Environment.MachineName}-";

    private static void Sweep(string root)
    {
        if (!Directory.Exists(root))
            return;

        foreach (var folder in new DirectoryInfo(root).EnumerateDirectories($"{Own}*"))
        {
            var id = folder.Name[Own.Length..].Split('-')[0];
            if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process) || IsAlive(process, folder.CreationTimeUtc))
                continue;

            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception elsewhere) when (elsewhere is IOException or UnauthorizedAccessException)
            {
                // Somebody else sweeps it at this moment, or owns it: the next one will see.
            }
        }
    }

    /// <summary>Whether the process that made it still runs, and not a later one that was given its number.</summary>
    private static bool IsAlive(int id, DateTime made)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            // Clocks of processes and files differ by less than this.
            return process.StartTime.ToUniversalTime() < made + TimeSpan.FromSeconds(5);
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return unknown is System.ComponentModel.Win32Exception;   // it may not be looked at, or has just ended
        }
    }
}
