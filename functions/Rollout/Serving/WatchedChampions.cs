using System.Collections.Concurrent;
using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Documents;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Landfall.Domain.Watching;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Which version is champion, how it is to be watched, and what it is compared with. Alias and document are read at each
/// look, so that a promotion and a changed rule are seen; a baseline never changes under its version.
/// </summary>
public sealed class WatchedChampions(IBlobStore blobs, IDocumentStore documents, SignedVersions versions)
{
    private const int Most = 256;
    private const string Alias = "champion";
    private readonly ConcurrentDictionary<string, PredictionBaseline> known = [];
    private readonly ConcurrentDictionary<string, ModelVersionPredicate> statements = [];

    /// <returns>Null when the pipeline's present document asks for no watch.</returns>
    public async Task<WatchPlan?> Plan(string model, CancellationToken cancel) =>
        await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, model, cancel) is { } current
        && await documents.GetAsync(DocumentKinds.ModelPipeline, current.Current.Digest, cancel) is ModelPipeline pipeline
            ? WatchPlanner.Of(pipeline.Spec)
            : null;

    /// <returns>Null when no version was ever promoted.</returns>
    public async Task<AliasEntry?> Now(string model, CancellationToken cancel) =>
        (await blobs.ReadJson<AliasEntry>(Paths.Alias(model, Alias), cancel))?.Value;

    /// <summary>With its baseline and metrics, as they were signed; a version without them can still have errors.</summary>
    public async Task<WatchedChampion> Of(AliasEntry champion, Run run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(champion);
        var version = champion.To;
        ModelVersionPredicate? said = null;
        try
        {
            said = await Said(version, cancel);
            var baseline = await Baseline(version, said, cancel);
            return new(
                version, champion.At, run, baseline,
                baseline is null ? $"{version} has no baseline: none was kept when it was evaluated, or its label is personal" : null,
                said.Metrics);
        }
        catch (TerminalFailure wrong)
        {
            return new(version, champion.At, run, null, $"the baseline of {version} cannot be used: {wrong.Message}", said?.Metrics);
        }
    }

    private async Task<ModelVersionPredicate> Said(ModelVersionRef version, CancellationToken cancel)
    {
        if (statements.TryGetValue(version.StatementDigest, out var said))
            return said;
        if (statements.Count >= Most)
            statements.Clear();
        return statements[version.StatementDigest] = await versions.Said(version, cancel);
    }

    private async Task<PredictionBaseline?> Baseline(ModelVersionRef version, ModelVersionPredicate said, CancellationToken cancel)
    {
        if (known.TryGetValue(version.StatementDigest, out var baseline))
            return baseline;
        if (said.BaselineDigest is not { } digest)
            return null;
        if (known.Count >= Most)
            known.Clear();
        return known[version.StatementDigest] = await Read(Paths.Baseline(said.Run), digest, cancel);
    }

    private async Task<PredictionBaseline> Read(BlobPath path, string digest, CancellationToken cancel)
    {
        if (await blobs.Read(path, cancel) is not { } stored)
            throw new TerminalFailure($"{path} is missing");
        if (ContentDigest.Of(stored.Content.Span) != digest)
            throw new TerminalFailure($"{path} is not what was signed: it was changed since");
        return JsonSerializer.Deserialize<PredictionBaseline>(stored.Content.Span, ContractsJson.Options)
            ?? throw new TerminalFailure($"{path} is null");
    }
}
