namespace Landfall.Agent.Predicting.Memory;

/// <param name="Problem">Why there are none to be seen.</param>
internal sealed record FoundProcesses(IReadOnlyList<ProcessFacts> Processes, string? Problem = null);

/// <summary>
/// Which processes are the server's: those that hold the socket behind its port, and all they started. Where another
/// user's files cannot be looked into, as in a pod whose server runs as a user of its own, all of that user's.
/// </summary>
internal static class ServerProcesses
{
    public static FoundProcesses Find(ProcFiles files, int port)
    {
        if (!files.Exists)
            return new([], "this machine does not tell about processes in /proc");
        var listeners = files.Listeners(port);
        if (listeners.Count == 0)
            return new([], $"no process listens on port {port}");

        var all = files.All();
        var sockets = listeners.Select(listener => $"socket:[{listener.Inode}]").ToHashSet(StringComparer.Ordinal);
        var owners = all.Where(process => files.Holds(process.Id, sockets)).Select(process => process.Id).ToHashSet();
        if (owners.Count > 0)
            return new(WithChildren(all, owners));

        var (users, own) = (listeners.Select(listener => listener.User).ToHashSet(), files.OwnUser);
        var theirs = all.Where(process => process.User != own && users.Contains(process.User)).ToList();
        return theirs.Count > 0
            ? new(theirs)
            : new([], $"the process that listens on port {port} cannot be seen from here: its pod does not share its process namespace");
    }

    private static List<ProcessFacts> WithChildren(IReadOnlyList<ProcessFacts> all, HashSet<int> found)
    {
        for (var before = 0; before < found.Count;)
        {
            before = found.Count;
            found.UnionWith(all.Where(process => found.Contains(process.Parent)).Select(process => process.Id));
        }

        return [.. all.Where(process => found.Contains(process.Id))];
    }
}
