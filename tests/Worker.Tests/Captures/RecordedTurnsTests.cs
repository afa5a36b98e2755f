using System.Text.Json.Nodes;
using Google.Protobuf;
using Landfall.Worker.Protobuf;

namespace Landfall.Worker.Tests.Captures;

public sealed class RecordedTurnsTests
{
    [Fact]
    public void Every_recorded_turn_parses_with_nothing_left_unknown()
    {
        var turns = Capture.All().Where(capture => capture.IsOrchestration).ToArray();

        Assert.True(turns.Length > 60, $"only {turns.Length} turns were found");
        foreach (var turn in turns)
        {
            var request = turn.OrchestratorRequest;
            Assert.Equal(turn.Decoded.GetProperty("newEvents").GetArrayLength(), request.NewEvents.Count);
            Assert.DoesNotContain(request.NewEvents, e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.None);
            AssertNothingUnknown(request, turn);
            if (turn.ResponseBytes is { } bytes)
                AssertNothingUnknown(OrchestratorResponse.Parser.ParseFrom(bytes), turn);
        }
    }

    [Theory]
    [InlineData("04", 16)]
    [InlineData("05", 7)]
    [InlineData("06", 8)]
    public void Our_replay_answers_as_recorded(string file, int expectedTurns)
    {
        var turns = Capture.Of(file).Where(c => c.IsOrchestration && c.ResponseBytes is not null).ToArray();

        Assert.Equal(expectedTurns, turns.Length);
        foreach (var turn in turns)
        {
            var recorded = OrchestratorResponse.Parser.ParseFrom(turn.ResponseBytes);
            var answered = OrchestrationExecutor.Execute(
                turn.OrchestratorRequest, RecordedOrchestrators.Find, new OrchestrationSettings());

            // A status that quotes a failure quotes it in the words of the program that failed: only that it is set counts.
            if (Canonical(recorded.CustomStatus) == Failures && answered.CustomStatus is not null)
                answered.CustomStatus = recorded.CustomStatus;

            Assert.Equal($"{turn}: {Outline(recorded)}", $"{turn}: {Outline(answered)}");
        }
    }

    private const string Failures = "(failures)";

    private static void AssertNothingUnknown(IMessage message, Capture turn) =>
        Assert.DoesNotContain("Unknown", JsonFormatter.Default.Format(message).Length == 0 ? turn.ToString() : "");

    /// <summary>Everything but stack traces, the wording of failures and the spelling of JSON.</summary>
    private static string Outline(OrchestratorResponse response)
    {
        var actions = response.Actions.Select(action => action switch
        {
            { ScheduleTask: { } task } => $"{action.Id} task {task.Name} {Canonical(task.Input)}",
            { CreateTimer: { } timer } => $"{action.Id} timer {timer.FireAt}",
            { CreateSubOrchestration: { } child } =>
                $"{action.Id} child {child.InstanceId} {child.Name} {Canonical(child.Input)}",
            { CompleteOrchestration: { } end } => $"{action.Id} {Outline(end)}",
            _ => throw new InvalidOperationException($"unexpected {action.OrchestratorActionTypeCase}"),
        });
        return $"{response.InstanceId} [{string.Join("; ", actions)}] {Canonical(response.CustomStatus)}";
    }

    private static string Outline(CompleteOrchestrationAction end)
    {
        var carried = string.Join(",", end.CarryoverEvents.Select(e => $"{e.Timestamp} {e.EventRaised.Name} {e.EventRaised.Input}"));
        return end.OrchestrationStatus == OrchestrationStatus.Failed
            ? $"failed {end.FailureDetails.ErrorMessage}"
            : $"{end.OrchestrationStatus} {Canonical(end.Result)} carries {carried}";
    }

    private static string Canonical(string? json) =>
        json is null ? "-"
        : json.Contains("Failed", StringComparison.Ordinal) || json.Contains("RangeError", StringComparison.Ordinal) ? Failures
        : JsonNode.Parse(json)!.ToJsonString();
}
