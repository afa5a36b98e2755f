using Landfall.Contracts.Agent;
using Landfall.Domain.Evaluation;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>What was found about a candidate; with its origin it is <c>evaluation.json</c>.</summary>
/// <param name="Report">Null when the answers could not be judged.</param>
/// <param name="Memory">What was seen of its server's memory; null where no check asks for it.</param>
internal sealed record JudgedModel(
    EvaluationOutcome Outcome, string Headline, IReadOnlyList<MetricSummary> Metrics, IReadOnlyList<GateSummary> Gates,
    IReadOnlyList<string> Worse, EvaluationReport? Report, ServerMemory? Memory = null)
{
    public static JudgedModel Refused(string headline) =>
        new(EvaluationOutcome.Fail, headline, [], [new("answers", GateOutcome.Fail, headline)], [], null);
}

/// <summary>The whole evaluation as it is stored, with the digests of everything it rests on.</summary>
internal sealed record EvaluationDocument(
    string Run, string Candidate, string Holdout, string Labels, string Predictions, string? ChampionPredictions,
    ModelVersionRef? Champion, JudgedModel Result);
