using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Registry;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Registry;

/// <summary>
/// Reads a whole version again and compares it with what was signed: statement, list, every byte of every file, and that
/// nothing else lies beside them. Streams: a model of any size needs little memory.
/// </summary>
/// <param name="policy">Says which keys count for which model; without it all trusted ones do.</param>
public sealed class VersionAudit(IBlobStore blobs, IBlobFiles files, TrustedKeys trusted, PolicySpec? policy = null)
{
    private const string RegisterAgain = "Register it again from a run, or restore the registry from its copy.";

    private readonly VersionPapers papers = new(blobs);

    /// <exception cref="TerminalFailure">There is no such version.</exception>
    public async Task<AuditReport> Run(string model, int number, CancellationToken cancel)
    {
        var marker = (await blobs.ReadJson<VersionRecord>(RegistryPaths.Marker(model, number), cancel))?.Value
            ?? throw new TerminalFailure($"{model} v{number} is not in the registry. List what is: landfall models list {model}");

        var problems = new List<string>();
        var (manifest, keyId) = await Papers(marker, problems, cancel);
        var audited = manifest is null ? [] : await new FilesAudit(blobs, files).Run(model, number, manifest, cancel);
        problems.AddRange(audited.Select(file => file.Problem).OfType<string>());
        return new(model, number, manifest?.Digest, keyId, audited, problems);
    }

    private async Task<(FileManifest? Manifest, string? KeyId)> Papers(
        VersionRecord marker, List<string> problems, CancellationToken cancel)
    {
        var (model, number) = (marker.Version.Model, marker.Version.Number);
        try
        {
            var envelope = await papers.Envelope(model, number, cancel);
            var manifest = await papers.Manifest(model, number, cancel);
            if (envelope is null || manifest is null)
            {
                problems.Add($"{(envelope is null ? RegistryLayout.StatementFile : RegistryLayout.ManifestFile)} is missing. {RegisterAgain}");
                return (manifest?.Value, null);
            }

            var stored = ContentDigest.Of(envelope.Value.Bytes.Span);
            if (stored != marker.Version.StatementDigest)
                problems.Add($"{RegistryLayout.StatementFile} is {stored}; registered was {marker.Version.StatementDigest}. {RegisterAgain}");

            var trust = policy is null ? null : ModelTrust.Of(policy, model);
            var verified = new VersionVerifier(trusted, trust).Verify(
                envelope.Value.Value, manifest.Value.Value, new(model, number, marker.Version.Digest));
            if (verified.Refusal is { } refusal)
                problems.Add(refusal.Message);
            return (manifest.Value.Value, verified.KeyId);
        }
        catch (TerminalFailure unreadable)
        {
            problems.Add(unreadable.Message);
            return (null, null);
        }
    }
}
