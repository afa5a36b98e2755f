using System.Text.Json;

namespace Landfall.Bench.Durable;

/// <summary>
/// What one execution costs on a scheduler that bills per action, counted in the golden histories: a change that doubles a
/// count is seen in the committed results.
/// </summary>
/// <param name="Turns">Turns: one request to the orchestrations' app and one commit each.</param>
/// <param name="Activities">Activities: one request to an app and one commit each.</param>
/// <param name="Actions">Starts, starts and results of activities and children, timers and events.</param>
internal sealed record ScheduledActions(string History, int Turns, int Activities, int Actions)
{
    private static readonly string[] Billed =
    [
        "executionStarted", "taskScheduled", "taskCompleted", "taskFailed", "timerFired", "eventRaised",
        "subOrchestrationInstanceCompleted", "subOrchestrationInstanceFailed", "executionSuspended", "executionResumed",
        "executionTerminated",
    ];

    public int HttpCalls => Turns + Activities;

    public int Commits => Turns + Activities;

    public static IReadOnlyList<ScheduledActions> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];

    private static ScheduledActions Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var kinds = json.RootElement.GetProperty("events").EnumerateArray()
            .Select(e => e.EnumerateObject().Select(p => p.Name).First(name => name is not ("eventId" or "timestamp")))
            .ToList();
        return new ScheduledActions(
            Path.GetFileNameWithoutExtension(file),
            kinds.Count(kind => kind == "orchestratorStarted"),
            kinds.Count(kind => kind == "taskScheduled"),
            kinds.Count(Billed.Contains));
    }
}
