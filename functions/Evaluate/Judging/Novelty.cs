using Landfall.Contracts.Documents;
using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>Reads the documents that made the champion, and compares them with the run's.</summary>
internal sealed class Novelty(IDocumentStore documents)
{
    /// <param name="before">Name and digest of each document, as the champion's statement says them; null where it says none.</param>
    /// <returns>Null without a champion.</returns>
    public async Task<IReadOnlyList<ChangedPart>?> Of(
        JudgeRequest request, PipelineSpec now, IReadOnlyDictionary<string, string>? before, CancellationToken cancel)
    {
        if (request.Champion is null || before is null)
            return null;

        return before.TryGetValue("pipeline", out var digest)
            && await documents.GetAsync(DocumentKinds.ModelPipeline, digest, cancel) is ModelPipeline pipeline
                ? ChangedParts.Of(now, request.Run.Documents.Contract, pipeline.Spec, before.GetValueOrDefault("contract"))
                : [ChangedPart.Unknown];
    }
}
