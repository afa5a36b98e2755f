using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;

namespace Landfall.Domain.Registry;

/// <summary>What the statement of a version says, from what the run knows.</summary>
public static class VersionFacts
{
    public static ModelVersionPredicate Of(RegisterRequest request, ModelPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pipeline);
        var run = request.Run;
        return new(
            run.Pipeline, Version: 0, run.Id, request.Split.TrainDigest, pipeline.Spec.Train.Image, pipeline.Spec.Serve.Image,
            CodeRevision: null, Documents(run.Documents), Metrics(request.Evaluation), Gates(request.Evaluation), run.ClaimedAt,
            request.Evaluation.BaselineDigest);
    }

    private static SortedDictionary<string, string> Documents(RunDocuments documents)
    {
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["pipeline"] = documents.Pipeline,
            ["environment"] = documents.Environment,
            ["policy"] = documents.Policy,
        };
        if (documents.Contract is { } contract)
            named["contract"] = contract;
        return named;
    }

    /// <summary>A metric that is no number cannot be written in JSON and says nothing: it is left out.</summary>
    private static SortedDictionary<string, double> Metrics(EvaluationResult evaluation)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in evaluation.Metrics.Where(metric => double.IsFinite(metric.Value)))
            metrics[metric.Name] = metric.Value;
        return metrics;
    }

    private static IReadOnlyList<GateEvidence> Gates(EvaluationResult evaluation) =>
        [.. evaluation.Gates.Select(gate => new GateEvidence(gate.Name, gate.Outcome, gate.Explanation))];
}
