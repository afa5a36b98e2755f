using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Landfall.Worker.Protobuf;

namespace Landfall.Orchestrations.Tests.Replays;

/// <summary>One execution as it went, and whether the code of today would go the same way.</summary>
internal sealed record Recording(Type Orchestrator, string Instance, string? Output, IReadOnlyList<HistoryEvent> History)
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);
    private static readonly OrchestrationSettings Settings = new();

    public static string Folder { get; } = SourceTree.At("tests", "histories");

    public static Recording Of(Type orchestrator, OrchestrationTestHarness played) =>
        new(orchestrator, played.InstanceId, played.SerializedOutput, played.History);

    public static Recording Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        var root = document.RootElement;
        var name = root.GetProperty("orchestrator").GetString()!;
        var type = typeof(ModelDelivery).Assembly.GetType($"Landfall.Orchestrations.{name}")
            ?? throw new InvalidOperationException($"{file} was played by '{name}', which is gone; instances may still run it.");

        return new(
            type, root.GetProperty("instance").GetString()!, root.GetProperty("output").GetString(),
            [.. root.GetProperty("events").EnumerateArray().Select(e => JsonParser.Default.Parse<HistoryEvent>(e.GetRawText()))]);
    }

    /// <summary>With LANDFALL_UPDATE=1 writes the golden history; without it, asks that there is one.</summary>
    public void Keep(string version)
    {
        var file = Path.Combine(Folder, $"{Orchestrator.Name}-{version}.json");
        if (Environment.GetEnvironmentVariable("LANDFALL_UPDATE") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, Written());
        }

        Assert.True(File.Exists(file), $"{file} is missing; run with LANDFALL_UPDATE=1 and look at what it writes.");
    }

    /// <summary>Goes through it turn by turn, twice; a divergence names the event.</summary>
    public void Replays()
    {
        for (var time = 0; time < 2; time++)
        {
            foreach (var (from, to) in Turns())
                Repeat(from, to);
        }
    }

    private void Repeat(int from, int to)
    {
        var (name, function) = OrchestratorMethod.Of(Orchestrator);
        var turn = Enumerable.Range(from, to - from + 1).ToList();
        var caused = turn.Where(at => ActionHistory.IsCausedByAction(History[at])).ToList();

        var request = new OrchestratorRequest { InstanceId = Instance };
        request.PastEvents.AddRange(History.Take(from));
        request.NewEvents.AddRange(turn.Except(caused)
            .Select(at => History[at]).Where(e => e.OrchestratorCompleted is null));

        var actions = OrchestrationExecutor.Execute(request, asked => asked == name ? function : null, Settings).Actions;
        var asked = actions.Where(action => action.CompleteOrchestration is null).Select(ActionHistory.EventOf).ToList();
        for (var i = 0; i < Math.Max(caused.Count, asked.Count); i++)
            AssertSame(caused.Cast<int?>().ElementAtOrDefault(i) ?? to, caused.Count > i, asked.ElementAtOrDefault(i), actions);

        if (to == History.Count - 1 && Output is not null)
            Assert.Equal(Output, actions.LastOrDefault()?.CompleteOrchestration?.Result);
    }

    private void AssertSame(int at, bool recorded, HistoryEvent? now, IEnumerable<OrchestratorAction> actions)
    {
        var then = recorded ? History[at].Clone() : null;
        if (then is not null)
            then.Timestamp = null;
        var failure = actions.LastOrDefault()?.CompleteOrchestration?.FailureDetails?.ErrorMessage;
        Assert.True(
            Equals(then, now),
            $"{Orchestrator.Name} diverges at event {at} of {History.Count}.\nrecorded: {Text(then)}\nnow:      {Text(now)}\n{failure}");
    }

    private static string Text(HistoryEvent? e) => e is null ? "nothing" : Formatter.Format(e);

    private List<(int From, int To)> Turns()
    {
        var starts = Enumerable.Range(0, History.Count).Where(at => History[at].OrchestratorStarted is not null).ToList();
        return [.. starts.Select((start, i) => (start, i + 1 < starts.Count ? starts[i + 1] - 1 : History.Count - 1))];
    }

    private string Written()
    {
        var text = new StringBuilder("{\n")
            .Append("\"orchestrator\": ").Append(JsonSerializer.Serialize(Orchestrator.Name)).Append(",\n")
            .Append("\"instance\": ").Append(JsonSerializer.Serialize(Instance)).Append(",\n")
            .Append("\"output\": ").Append(JsonSerializer.Serialize(Output)).Append(",\n")
            .Append("\"events\": [\n");
        return text.AppendJoin(",\n", History.Select(e => Formatter.Format(e))).Append("\n]\n}\n").ToString();
    }
}
