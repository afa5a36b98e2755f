using System.Text.Json.Nodes;
using Google.Protobuf;
using Landfall.Worker.Protobuf;

namespace Landfall.Worker.Tests.Captures;

public sealed class RecordedTurnsTests
{
    [Fact]
    [Trait("Protocol", "1.4")]
    public void Every_recorded_exchange_is_understood()
    {
        var all = Capture.All().ToList();

        Assert.Equal(123, all.Count);
        foreach (var exchange in all)
        {
            var envelope = exchange.Envelope;
            Assert.Equal(exchange.Function, JsonNode.Parse(envelope.Metadata["sys"]!)!["MethodName"]!.GetValue<string>());
            Assert.All(
                exchange.Request.GetProperty("body").GetProperty("Data").EnumerateObject(),
                value => Assert.True(envelope.Text(value.Name) is not null || value.Value.ToString() == "null", $"{exchange}: {value}"));
        }
    }

    [Fact]
    [Trait("Protocol", "3.4")]
    public void Every_recorded_entity_batch_parses_with_nothing_left_unknown()
    {
        var batches = Capture.Of("08").Where(capture => !capture.IsOrchestration).ToArray();

        Assert.Equal(5, batches.Length);
        foreach (var batch in batches)
            AssertNothingUnknown(EntityBatchRequest.Parser, batch.RequestBytes, batch);
    }

    [Fact]
    [Trait("Protocol", "3.2")]
    public void Every_recorded_turn_parses_with_nothing_left_unknown()
    {
        var turns = Capture.All().Where(capture => capture.IsOrchestration).ToArray();

        Assert.True(turns.Length > 60, $"only {turns.Length} turns were found");
        foreach (var turn in turns)
        {
            var request = turn.OrchestratorRequest;
            Assert.Equal(turn.Decoded.GetProperty("newEvents").GetArrayLength(), request.NewEvents.Count);
            Assert.DoesNotContain(request.NewEvents, e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.None);
            AssertNothingUnknown(OrchestratorRequest.Parser, turn.RequestBytes, turn);
            if (turn.ResponseBytes is { } bytes)
                AssertNothingUnknown(OrchestratorResponse.Parser, bytes, turn);
        }
    }

    [Theory]
    [Trait("Protocol", "4.1")]
    [InlineData("04", 16)]
    [InlineData("05", 7)]
    [InlineData("06", 8)]
    [InlineData("07", 17)]
    [InlineData("09", 21)]
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

    /// <summary>Fields that the contract does not name are kept by the parser: without them the message would be shorter.</summary>
    private static void AssertNothingUnknown<T>(MessageParser<T> parser, byte[] bytes, Capture exchange)
        where T : IMessage<T>
    {
        var known = parser.WithDiscardUnknownFields(true).ParseFrom(bytes).CalculateSize();
        Assert.Equal($"{exchange}: {parser.ParseFrom(bytes).CalculateSize()}", $"{exchange}: {known}");
    }

    [Fact]
    [Trait("Protocol", "3")]
    public void A_field_that_the_contract_does_not_name_is_noticed()
    {
        byte[] withField99 = [.. Capture.Of("09").First().RequestBytes, 0x9A, 0x06, 0x01, 0x41];

        Assert.ThrowsAny<Exception>(() => AssertNothingUnknown(OrchestratorRequest.Parser, withField99, Capture.Of("09").First()));
    }

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
        : json.Contains("Failed", StringComparison.Ordinal) || json.Contains("RangeError", StringComparison.Ordinal)
            || json.Contains("Exception while executing", StringComparison.Ordinal) ? Failures
        : JsonNode.Parse(json)!.ToJsonString();
}
