using Landfall.Contracts.Agent;

namespace Landfall.Agent.Predicting.Memory;

/// <summary>
/// How much memory the server behind a port used. The kernel keeps the peak of each process that lives; looks in between
/// are for those that end before the last one.
/// </summary>
internal sealed class MemoryMeter(ProcFiles files, int port)
{
    private readonly HashSet<int> first = [];
    private long? peak;
    private int processes;
    private string? problem;

    public ServerMemory Result => new(peak, processes, problem);

    public void Look()
    {
        var (found, why) = ServerProcesses.Find(files, port);
        var living = found.Where(process => process.PeakBytes is not null).ToList();
        if (living.Count == 0)
        {
            problem ??= why ?? "its processes ended while they were looked at";
            return;
        }

        if (first.Count == 0)
            first.UnionWith(living.Select(process => process.Id));
        else if (!living.Any(process => first.Contains(process.Id)))
            problem ??= "the server was started anew while it answered, and what it used before was not seen to its end";

        var now = living.Sum(process => process.PeakBytes!.Value);
        if (now > (peak ?? 0))
            (peak, processes) = (now, living.Count);
    }

    /// <summary>Looks until it is told to end, and once more then.</summary>
    public async Task Watch(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            do
                Look();
            while (await timer.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException)
        {
            // The last answer has come: the server still lives, and has its peak.
            Look();
        }
    }
}
