using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Landfall.Worker;
using Landfall.Worker.Protobuf;

namespace Landfall.Bench.Durable;

/// <summary>The replay of a history by length, against parsing the same bytes alone.</summary>
internal sealed record ReplayCost(int Events, double ParseMicroseconds, double ReplayMicroseconds)
{
    private static readonly OrchestrationSettings Settings = new();
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static ReplayCost Of(int events)
    {
        var bytes = Request(events).ToByteArray();
        var parsed = OrchestratorRequest.Parser.ParseFrom(bytes);
        var parse = Fastest(() => OrchestratorRequest.Parser.ParseFrom(bytes));
        var replay = Fastest(() => OrchestrationExecutor.Execute(parsed, EngineRig.Find, Settings));
        return new(parsed.PastEvents.Count, parse / parsed.PastEvents.Count, replay / parsed.PastEvents.Count);
    }

    /// <summary>The fastest of many: what others do on the machine only ever adds.</summary>
    private static double Fastest(Action once)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 500;) once();

        var fastest = double.MaxValue;
        var times = 0;
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 2000 || times < 20; times++)
        {
            var began = Stopwatch.GetTimestamp();
            once();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return fastest;
    }

    /// <summary>Four events a turn: its start, an answer, the next activity, its end. As the hub sends them, without inputs.</summary>
    private static OrchestratorRequest Request(int events)
    {
        var turns = events / 4;
        var request = new OrchestratorRequest { InstanceId = "replayed" };
        for (var turn = 0; turn < turns; turn++)
        {
            var at = Timestamp.FromDateTime(Start.AddSeconds(turn));
            request.PastEvents.Add(new HistoryEvent { EventId = -1, Timestamp = at, OrchestratorStarted = new() });
            request.PastEvents.Add(turn == 0 ? Started(at, turns + 1) : Answer(at, turn - 1));
            request.PastEvents.Add(new HistoryEvent
            {
                EventId = turn,
                Timestamp = at,
                TaskScheduled = new TaskScheduledEvent { Name = BenchFunctions.Step },
            });
            request.PastEvents.Add(new HistoryEvent { EventId = -1, Timestamp = at, OrchestratorCompleted = new() });
        }

        var now = Timestamp.FromDateTime(Start.AddSeconds(turns));
        request.NewEvents.Add(new HistoryEvent { EventId = -1, Timestamp = now, OrchestratorStarted = new() });
        request.NewEvents.Add(Answer(now, turns - 1));
        return request;
    }

    private static HistoryEvent Started(Timestamp at, int steps) => new()
    {
        EventId = -1,
        Timestamp = at,
        ExecutionStarted = new ExecutionStartedEvent
        {
            Name = BenchFunctions.Flow,
            Input = $$"""{"Steps":{{steps}}}""",
            OrchestrationInstance = new OrchestrationInstance { InstanceId = "replayed", ExecutionId = "one" },
        },
    };

    private static HistoryEvent Answer(Timestamp at, int id) => new()
    {
        EventId = -1,
        Timestamp = at,
        TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = "7" },
    };
}
