using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Documents;

/// <summary>The documents a run started with, read by digest: what became current later does not concern it.</summary>
public sealed class PinnedDocuments(IDocumentStore documents)
{
    public Task<ModelPipeline> Pipeline(Run run, CancellationToken cancel) =>
        Need<ModelPipeline>(DocumentKinds.ModelPipeline, run.Documents.Pipeline, run, cancel);

    public Task<EnvironmentDocument> Environment(Run run, CancellationToken cancel) =>
        Need<EnvironmentDocument>(DocumentKinds.Environment, run.Documents.Environment, run, cancel);

    public Task<DeliveryPolicy> Policy(Run run, CancellationToken cancel) =>
        Need<DeliveryPolicy>(DocumentKinds.DeliveryPolicy, run.Documents.Policy, run, cancel);

    /// <returns>Null when the pipeline names no contract.</returns>
    public async Task<DataContract?> Contract(Run run, CancellationToken cancel) => run.Documents.Contract is { } digest
        ? await Need<DataContract>(DocumentKinds.DataContract, digest, run, cancel)
        : null;

    private async Task<T> Need<T>(string kind, string digest, Run run, CancellationToken cancel)
        where T : class, IDocument =>
        await documents.GetAsync(kind, digest, cancel) as T
        ?? throw new TerminalFailure($"Run {run.Id} pins {kind} {digest}, which is not stored. Apply the document again.");
}
