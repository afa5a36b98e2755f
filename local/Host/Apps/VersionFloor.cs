using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Host.Apps;

/// <summary>
/// Refuses to start an app that could not go on with runs that are alive: they would wait for ever, and nobody would be
/// told.
/// </summary>
internal static class VersionFloor
{
    private const int Page = 1000;
    private const int Named = 20;

    private static readonly OrchestrationStatus[] Alive =
        [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    /// <exception cref="InvalidDataException">There are such runs; the message lists them.</exception>
    public static void Check(string app, IReadOnlyCollection<string> orchestrators, VersionRule rule, TaskHub hub)
    {
        if (orchestrators.Count == 0) return;
        var names = orchestrators.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var stranded = Live(hub)
            .Where(run => names.Contains(run.Name) && !rule.Fits(run.Version ?? ""))
            .ToList();
        if (stranded.Count == 0) return;
        var lines = stranded.Take(Named)
            .Select(run => $"  {run.InstanceId} ({run.Name} {run.Version}, {run.OrchestrationStatus})");
        var more = stranded.Count > Named ? $"{Environment.NewLine}  and {stranded.Count - Named} more" : "";
        throw new InvalidDataException(
            $"App '{app}' has version '{rule.Version}' (defaultVersion in its host.json) and cannot go on with "
            + $"{stranded.Count} runs that are alive:{Environment.NewLine}"
            + string.Join(Environment.NewLine, lines) + more + Environment.NewLine
            + "Deploy at least their version, or let them end or terminate them first.");
    }

    private static IEnumerable<OrchestrationState> Live(TaskHub hub)
    {
        var query = new InstanceQuery { MaxInstanceCount = Page, RuntimeStatus = { Alive } };
        do
        {
            var page = hub.Query(query);
            foreach (var run in page.OrchestrationState) yield return run;
            query.ContinuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(query.ContinuationToken));
    }
}
