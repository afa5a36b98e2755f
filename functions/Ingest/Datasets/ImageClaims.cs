using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Landing;

namespace Landfall.Functions.Ingest.Datasets;

/// <summary>Claims a run on the newest complete data when a document with other images was applied, and only then.</summary>
internal sealed class ImageClaims(IDocumentStore documents, LandingLedger ledger)
{
    /// <summary>After the look for new data: data that landed with the new images has its run already.</summary>
    /// <returns>The run that was claimed now, and what people should know.</returns>
    public async Task<(Run? Run, string? Note)> Claim(
        ModelPipeline pipeline, RunDocuments pinned, CancellationToken cancel)
    {
        var (name, now) = (pipeline.Metadata.Name, SeenImages.Of(pipeline.Spec));
        var (seen, etag) = await ledger.Images(name, cancel);
        if (!ImageRule.IsNew(pipeline.Spec, seen))
            return (null, null);
        if ((await ledger.Closed(name, cancel)).MaxBy(dataset => dataset.ClosedAt) is not { } newest)
            return (null, "a new image asks for a run, and no dataset is complete");

        var run = ImageRule.Wants(now, await Before(name, newest.Digest, cancel))
            ? await ledger.Claim(name, LandingLedger.Reference(newest), pinned, ImageRule.Trigger(now), cancel)
            : null;
        await ledger.Remember(name, now, etag, cancel);
        return (run, null);
    }

    private async Task<IReadOnlyList<SeenImages>> Before(string pipeline, string dataset, CancellationToken cancel)
    {
        var images = new List<SeenImages>();
        await foreach (var run in ledger.Claims(pipeline, cancel))
        {
            if (run.Dataset.Digest == dataset && run.Wanted is null
                && await documents.GetAsync(DocumentKinds.ModelPipeline, run.Documents.Pipeline, cancel) is ModelPipeline document)
                images.Add(SeenImages.Of(document.Spec));
        }

        return images;
    }
}
