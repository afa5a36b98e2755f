using System.Text.Json;
using Landfall.Domain.Records;

namespace Landfall.Domain.Explanations;

/// <summary>One entry of a record, told in sentences.</summary>
internal static class FactSentences
{
    public static IEnumerable<ExplainedSentence> Of(RunStatus status, RecordEntry entry)
    {
        var (fact, run) = (entry.Fact, status.Run.Id);
        var own = Links.Entry(run, entry);
        var summary = fact.Summary.TrimEnd('.');      // it stands in the middle of a sentence, or gets the full stop of ours
        return fact.What switch
        {
            "started" =>
                [new(ExplainedTopic.Data, $"The run began at {Words.At(fact.At)}, set off by {fact.By}: {summary}{Digest(fact, "dataset")}.", [own])],
            "validated" =>
                [new(ExplainedTopic.Data, $"Its data was checked: {summary}{Counts(fact)}.", status.Artifacts?.DataReportPage is null ? [own] : [own, Links.DataReport(run)])],
            "asked-release" => [new(ExplainedTopic.Data, Words.Sentence(fact.Summary), [own])],
            "released" => [new(ExplainedTopic.Data, $"{fact.By} let it pass: {summary}.", [own])],
            "trained" => [new(ExplainedTopic.Model, $"It was trained: {summary}.", [own])],
            "evaluated" => [new(ExplainedTopic.Model, $"On rows that no trainer has seen: {summary}{Gates(fact)}", [own, Links.Gates(run)])],
            "registered" => [new(ExplainedTopic.Model, $"It was registered: {summary}{Digest(fact, "statement")}.", [own])],
            "mirrored" or "mirror-failed" or "check-asked" or "checked" => [new(ExplainedTopic.Model, Words.Sentence(fact.Summary), [own])],
            "risk" or "policy" or "override" => [new(ExplainedTopic.People, Words.Sentence(fact.Summary), [own])],
            "asked" => [new(ExplainedTopic.People, $"At {Words.At(fact.At)} the run {summary}.", [own])],
            "decided" => [new(ExplainedTopic.People, Words.Sentence($"They decided at {Words.At(fact.At)}: {fact.Summary}"), [own])],
            "traffic" => [new(ExplainedTopic.Traffic, $"{Words.At(fact.At)}: {summary}.{Harm(fact)}", [own])],
            "tainted" => [new(ExplainedTopic.Traffic, $"{fact.By} marked data at {Words.At(fact.At)}: {Words.Sentence(summary)}", [own])],
            "rollback" or "drift" or "model-drift" or "serving-errors" or "live-quality" or "serving-health" or "input-drift" =>
                [new(ExplainedTopic.Traffic, $"{Words.At(fact.At)}: {Words.Sentence(fact.Summary)}", [own])],
            "verdict" => [],
            _ => [new(ExplainedTopic.Record, $"{Words.At(fact.At)}, {fact.What} by {fact.By}: {Words.Sentence(fact.Summary)}", [own])],
        };
    }

    private static string Digest(RecordFact fact, string name) =>
        fact.Inputs is not null && fact.Inputs.TryGetValue(name, out var digest) ? $" ({name} {Words.Short(digest)})" : "";

    private static string Counts(RecordFact fact) =>
        FactValues.Of(fact, "rows") is { ValueKind: JsonValueKind.Number } rows
        && FactValues.Of(fact, "checks") is { ValueKind: JsonValueKind.Number } checks
            ? Words.Invariant($" ({rows.GetInt64():N0} rows, {checks.GetInt64():N0} checks)")
            : "";

    /// <summary>Those that passed are counted; the others are told one by one, because they decided.</summary>
    private static string Gates(RecordFact fact)
    {
        var gates = FactValues.List<GateSummary>(fact, "gates");
        if (gates.Count == 0)
            return ".";

        var others = gates.Where(gate => gate.Outcome != GateOutcome.Pass)
            .Select(gate => $" Gate '{gate.Name}' {Outcome(gate.Outcome)}: {Words.Sentence(gate.Explanation)}{Examples(gate)}");
        return Words.Invariant(
            $". {gates.Count(gate => gate.Outcome == GateOutcome.Pass)} of {gates.Count} gates passed.{string.Concat(others)}");
    }

    private static string Examples(GateSummary gate) =>
        gate.Examples is { Count: > 0 } rows ? $" For example {string.Join("; ", rows)}." : "";

    private static string Outcome(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Fail => "failed",
        GateOutcome.Ask => "asked for a person",
        GateOutcome.NotApplied => "was not applied",
        _ => "passed",
    };

    /// <summary>Which judge it was, with its numbers, where a move was made because of harm.</summary>
    private static string Harm(RecordFact fact) => string.Concat(
        (FactValues.Look(fact)?.Readings ?? []).Where(reading => reading.Outcome == JudgeOutcome.Harm)
            .Select(reading => Words.Invariant(
                $" Judge '{reading.Name}' showed harm, evidence {reading.Evidence:0.#} of {reading.Needs:0.#} needed: {Words.Sentence(reading.Explanation)}")));
}
