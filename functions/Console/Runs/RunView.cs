using System.Text.Json;
using Landfall.Domain.Records;

namespace Landfall.Functions.Console.Runs;

/// <summary>The part of a stored evaluation that people read.</summary>
public sealed record EvaluationSummary(
    string Headline, IReadOnlyList<MetricSummary> Metrics, IReadOnlyList<GateSummary> Gates, IReadOnlyList<string> Worse);

internal sealed record StoredEvaluation(EvaluationSummary Result);

/// <summary>Traffic as the record has it: before it grew, after it shrank.</summary>
/// <param name="Weight">Percent for the candidate from then on.</param>
/// <param name="Before">The look that led to this move; null before the first.</param>
public sealed record TrafficMove(
    DateTimeOffset At, int Weight, string Step, string Summary, bool IsBack, RolloutLook? Before);

/// <summary>A step of a rollout, from its move to the next.</summary>
/// <param name="Look">The last look at it; null when there was none.</param>
/// <param name="Ended">What ended it.</param>
public sealed record TrafficStep(DateTimeOffset From, string Name, RolloutLook? Look, string Ended);

/// <summary>Everything a run's page is made of.</summary>
/// <param name="Rollout">What the rollout shows of itself; null when there is none or it is forgotten.</param>
/// <param name="Evaluation">Null before there is one.</param>
/// <param name="Override">What stands of an emergency override; null for a run that is over.</param>
public sealed record RunView(
    RunStatus Status, RolloutSummary? Rollout, RunRecord Record, EvaluationSummary? Evaluation, DateTimeOffset Now,
    OverrideView? Override = null)
{
    public bool IsRunning => Status.Verdict is null;

    public bool RolloutIsLive => IsRunning && Rollout is { Phase: not "Over" };

    /// <summary>All moves of traffic that the record tells, oldest first.</summary>
    public IReadOnlyList<TrafficMove> Traffic { get; } =
        [.. Record.Entries.Select(entry => entry.Fact).Where(fact => fact.What == "traffic").Select(Move)];

    /// <summary>What the judges said last: the rollout's own word, else what the record kept; null when there is neither.</summary>
    public RolloutLook? LastLook { get; } = Rollout?.Last
        ?? Record.Entries.Select(entry => Kept(entry.Fact)).LastOrDefault(kept => kept is not null);

    /// <summary>The same as steps: what ended one stands in the move after it, the last one's in the verdict.</summary>
    public IEnumerable<TrafficStep> TrafficSteps => Traffic.Select((move, at) => move.IsBack
        ? new TrafficStep(move.At, "↩ back", null, move.Summary.Split(": ")[0])
        : at + 1 < Traffic.Count
            ? new(move.At, move.Step, Traffic[at + 1].Before, AfterColon(Traffic[at + 1].Summary))
            : new(move.At, move.Step, LastLook?.Step == move.Step ? LastLook : null, IsRunning ? "under way" : Status.Reason ?? ""));

    private static TrafficMove Move(RecordFact fact)
    {
        var isBack = fact.Key == "traffic-back";
        var weight = Fact(fact, "weight") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : 0;
        var step = Fact(fact, "step") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        return new(fact.At, isBack ? 0 : weight, isBack ? "back" : step ?? "", fact.Summary, isBack, Kept(fact));
    }

    /// <summary>"v7 goes to 10 %: no harm in …": who moves is in the table already.</summary>
    private static string AfterColon(string summary) =>
        summary.IndexOf(": ", StringComparison.Ordinal) is var at and >= 0 ? summary[(at + 2)..] : summary;

    private static RolloutLook? Kept(RecordFact fact) =>
        fact.What is "traffic" or "verdict" && Fact(fact, "last") is { ValueKind: JsonValueKind.Object } look
            ? look.Deserialize<RolloutLook>(ContractsJson.Options)
            : null;

    private static JsonElement? Fact(RecordFact fact, string name) =>
        fact.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(name, out var value) ? value : null;
}
