using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>What is known of one container; becomes its entry in containerStatuses.</summary>
internal sealed class ContainerState(JsonObject spec, bool init)
{
    private (RunEnd? End, string? Words) _quoted;

    public JsonObject Spec { get; } = spec;

    public string Name => Spec.Text("name")!;

    public bool IsSidecar => init && Spec.Text("restartPolicy") == "Always";

    public int Restarts { get; set; }

    public string? Waiting { get; set; } = init ? "PodInitializing" : "ContainerCreating";

    public string? WaitingMessage { get; set; }

    public ContainerRun? Run { get; set; }

    public RunEnd? End { get; set; }

    public JsonObject? LastState { get; set; }

    public bool Started { get; set; }

    public bool Ready { get; set; }

    public string ImageId { get; set; } = "";

    public bool IsRunning => Run is not null && End is null && Waiting is null;

    public JsonObject Status() => new()
    {
        ["name"] = Name,
        ["state"] = State(),
        ["lastState"] = LastState?.DeepClone() ?? new JsonObject(),
        ["ready"] = Ready || (init && !IsSidecar && End is { ExitCode: 0 }),
        ["restartCount"] = Restarts,
        ["image"] = Spec.Text("image"),
        ["imageID"] = ImageId,
        ["containerID"] = Run?.Pid is { } pid ? $"process://{pid}" : null,
        ["started"] = Started && IsRunning,
    };

    public JsonObject Terminated() => new()
    {
        ["terminated"] = new JsonObject
        {
            ["exitCode"] = End!.ExitCode,
            ["reason"] = End.Reason,
            ["message"] = End.Message ?? LastWords(End),
            ["startedAt"] = JsonReading.Stamp(Run!.Started),
            ["finishedAt"] = JsonReading.Stamp(End.Finished),
            ["containerID"] = Run.Pid is { } pid ? $"process://{pid}" : null,
        },
    };

    /// <summary>Read once per end: the status is asked for at every tick.</summary>
    private string? LastWords(RunEnd end)
    {
        if (end != _quoted.End)
        {
            var isWanted = end.ExitCode != 0 && Spec.Text("terminationMessagePolicy") == "FallbackToLogsOnError";
            _quoted = (end, isWanted ? Run!.LastWords() : null);
        }
        return _quoted.Words;
    }

    private JsonObject State()
    {
        if (Waiting is not null)
        {
            JsonObject waiting = new() { ["reason"] = Waiting };
            if (WaitingMessage is not null)
                waiting["message"] = WaitingMessage;
            return new JsonObject { ["waiting"] = waiting };
        }
        return End is not null
            ? Terminated()
            : new JsonObject { ["running"] = new JsonObject { ["startedAt"] = JsonReading.Stamp(Run!.Started) } };
    }
}
