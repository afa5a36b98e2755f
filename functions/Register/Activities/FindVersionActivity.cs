using System.Globalization;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Documents;
using Landfall.Domain.Registry;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Registry;

namespace Landfall.Functions.Register.Activities;

/// <summary>
/// Is the version that somebody asks for one that may be brought out? What they wrote is held against the registry: only
/// what is registered, unchanged, signed by a key that counts for its model, and not sealed gets further.
/// </summary>
public sealed class FindVersionActivity(
    ModelRegistry registry, IModelRegistry aliases, IBlobStore blobs, IBlobFiles files, PinnedDocuments documents)
{
    private const string Alias = "champion";

    [Function(Steps.FindVersion)]
    public async Task<FoundVersion> Run([ActivityTrigger] FindVersionRequest request, CancellationToken cancel)
    {
        var asked = request.Wanted.Version;
        if (await registry.Version(asked.Model, asked.Number, cancel) is not { } known)
            return Refuse($"{asked} is not in the registry, or was never completed");
        if ((known.Version.Digest, known.Version.ServerImage) != (asked.Digest, asked.ServerImage))
            return Refuse($"{asked} is registered with other files or another server than are asked for");
        if (await registry.SealOf(asked.Model, asked.Number, cancel) is { } seal)
            return Refuse($"{asked} is sealed since {seal.At:u}: {seal.Reason}");
        if (await aliases.ReadAlias(asked.Model, Alias, cancel) is { } champion && champion.To.Number == asked.Number)
            return Refuse($"{asked} is champion already, since {champion.At:u}");

        // What the marker says of its key is not signed: enough to say no early. Rollout reads the signature itself.
        var policy = await documents.Policy(request.Run, cancel);
        if (ModelTrust.Of(policy.Spec, asked.Model).Refusal(known.KeyId) is { } untrusted)
            return Refuse($"{asked} may not serve: {untrusted}");

        // Before people are asked about it. A pod reads every byte once more before it serves.
        if (await Altered(known.Version, cancel) is { } altered)
            return Refuse($"{asked} is not what was registered and may not serve: {altered}");

        return new(known.Version, null, await Evidence(known, cancel));
    }

    private async Task<string?> Altered(ModelVersionRef version, CancellationToken cancel)
    {
        if (await new VersionPapers(blobs).Manifest(version.Model, version.Number, cancel) is not { Value: var manifest })
            return $"{RegistryLayout.ManifestFile} is missing";
        if (manifest.Digest != version.Digest)
            return $"{RegistryLayout.ManifestFile} lists other files than were registered";
        return (await new FilesAudit(blobs, files).Run(version.Model, version.Number, manifest, cancel))
            .Select(file => file.Problem).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>The statement was signed when the version was made: its numbers are those it was judged by then.</summary>
    private async Task<EvaluationResult> Evidence(VersionRecord known, CancellationToken cancel)
    {
        var version = known.Version;
        var envelope = await blobs.NeedJson<DsseEnvelope>(
            new(Containers.Registry, RegistryLayout.Statement(version.Model, version.Number)), cancel);
        var facts = Statement(version, envelope).Predicate;
        var metrics = facts.Metrics.Select(metric => new MetricSummary(metric.Key, metric.Value, metric.Value, metric.Value)).ToList();
        var gates = facts.Gates.Select(gate => new GateSummary(gate.Gate, gate.Outcome, gate.Explanation)).ToList();
        var first = metrics.FirstOrDefault() is { } metric ? $", {metric.Name} {metric.Value.ToString("0.###", CultureInfo.InvariantCulture)}" : "";
        return new(
            EvaluationOutcome.Pass, $"{version} again, as judged by run {facts.Run} on {known.CreatedAt:yyyy-MM-dd}{first}",
            metrics, gates, [], "", version.StatementDigest);
    }

    private static InTotoStatement Statement(ModelVersionRef version, DsseEnvelope envelope)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize(envelope.Payload, ProvenanceJson.Default.InTotoStatement)
                ?? throw new TerminalFailure($"The statement of {version} is null.");
        }
        catch (System.Text.Json.JsonException wrong)
        {
            throw new TerminalFailure($"The statement of {version} cannot be read: {wrong.Message}. Restore it from the backup.", wrong);
        }
    }

    private static FoundVersion Refuse(string why) => new(null, why, null);
}
