using System.Globalization;

namespace Landfall.Agent.Predicting.Memory;

/// <param name="Parent">Id of the process that started it.</param>
/// <param name="User">Effective user id.</param>
/// <param name="PeakBytes">The most resident memory since it started its program (VmHWM); null for what has none, as the dead.</param>
internal sealed record ProcessFacts(int Id, int Parent, int User, long? PeakBytes);

/// <summary>A socket that waits for connections.</summary>
/// <param name="User">Id of the user whose process opened it.</param>
internal sealed record Listener(int User, string Inode);

/// <summary>
/// What the kernel tells about processes, as files (proc(5)). <c>status</c> may be read of every process of the namespace,
/// <c>fd</c> only of those of the same user.
/// </summary>
/// <param name="root">Usually <c>/proc</c>.</param>
internal sealed class ProcFiles(string root)
{
    private const string Listening = "0A";

    public bool Exists => Directory.Exists(Path.Combine(root, "self"));

    public int OwnUser => Facts(Path.Combine(root, "self"))?.User ?? -1;

    public IReadOnlyList<ProcessFacts> All() => [.. Directory.EnumerateDirectories(root)
        .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(Facts).OfType<ProcessFacts>()];

    /// <summary>Who listens on a port, in the network of this process.</summary>
    public IReadOnlyList<Listener> Listeners(int port) =>
        [.. new[] { "tcp", "tcp6" }.SelectMany(family => Lines(Path.Combine(root, "net", family)).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && PortOf(fields[1]) == port)
            .Select(fields => new Listener(int.Parse(fields[7], CultureInfo.InvariantCulture), fields[9]))];

    /// <returns>False also when it may not be seen.</returns>
    public bool Holds(int process, IReadOnlySet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(root, $"{process}", "fd"))
                .Any(entry => new FileInfo(entry).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ProcessFacts? Facts(string folder)
    {
        var fields = Lines(Path.Combine(folder, "status"))
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return Number(fields, "Pid", 0) is { } id && Number(fields, "PPid", 0) is { } parent && Number(fields, "Uid", 1) is { } user
            ? new((int)id, (int)parent, (int)user, Number(fields, "VmHWM", 0) * 1024)
            : null;
    }

    private static long? Number(Dictionary<string, string[]> fields, string name, int at) =>
        fields.TryGetValue(name, out var values) && values.Length > at
        && long.TryParse(values[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int PortOf(string address) =>
        int.TryParse(address[(address.LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port)
            ? port : -1;

    /// <summary>Processes end while they are read: they are then as if they had not been.</summary>
    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
