using System.Text.Json;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Kubernetes.Jobs;

/// <summary>
/// What a Job left in storage. The manifest is written last, so where it is, everything is. An attempt that is over is noted
/// beside it.
/// </summary>
internal sealed class JobOutputs(IBlobStore blobs)
{
    public async Task<JobReport> Read(JobAttempt attempt, CancellationToken cancel)
    {
        var prefix = Paths.OutputPrefix(attempt.Request.Run.Id, attempt.Request.Role, attempt.Number);
        var path = new BlobPath(Containers.Outputs, $"{prefix}/{RegistryLayout.ManifestFile}");

        if (await blobs.Read(path, cancel) is not { } blob)
            return Bad($"the Job succeeded, but {path} is missing: nothing was pushed");

        try
        {
            var manifest = JsonSerializer.Deserialize(blob.Content.Span, ProvenanceJson.Default.FileManifest);
            if (manifest is null || manifest.Files.Count == 0)
                return Bad($"{path} lists no files");
            if (manifest.Problems() is [var problem, ..])
                return Bad($"{path} is wrong: {problem}");

            return new(
                JobState.Succeeded,
                Output: new(path.Name, manifest.Digest, manifest.Files.Count, manifest.TotalSize));
        }
        catch (JsonException wrong)
        {
            return Bad($"{path} is no file manifest: {wrong.Message}");
        }
    }

    /// <summary>Before its Job is removed, so that a repeat of its beginning that comes late makes no other.</summary>
    public Task End(JobAttempt attempt, CancellationToken cancel) =>
        blobs.Create(Over(attempt), "{}"u8.ToArray(), "application/json", cancel);

    public async Task<bool> IsOver(JobAttempt attempt, CancellationToken cancel) =>
        await blobs.Read(Over(attempt), cancel) is not null;

    private static BlobPath Over(JobAttempt attempt) =>
        Paths.AttemptOver(attempt.Request.Run.Id, attempt.Request.Role, attempt.Number);

    private static JobReport Bad(string message) => new(JobState.Failed, JobCause.BadOutput, Message: message);
}
