using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Registry;

/// <summary>What another registry is told of a version, and whether what it has is that version.</summary>
public static class MirrorRules
{
    public const string Digest = "digest";
    public const string Run = "run";
    public const string Dataset = "dataset";
    public const string Statement = "statement";

    /// <returns>Null when the environment asks for no mirror.</returns>
    public static MirrorDraft? Of(EnvironmentSpec environment, Run run, ModelVersionRef version)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(version);
        if (environment.Registry?.AzureMachineLearning is not { } mirror)
            return null;

        var folder = $"{RegistryLayout.Version(version.Model, version.Number)}/{RegistryLayout.FilesFolder}";
        return new(
            version, mirror.Workspace.TrimEnd('/'),
            new($"https://{environment.Storage.Account}.blob.core.windows.net/{Containers.Registry}/{folder}"),
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [Digest] = version.Digest,
                [Run] = run.Id,
                [Dataset] = run.Dataset.Digest,
                [Statement] = version.StatementDigest,
            });
    }

    /// <summary>Files and statement tell versions apart: run and dataset stand in the statement.</summary>
    /// <param name="found">The tags of the version that has the number there.</param>
    /// <returns>Null when it is ours, registered before.</returns>
    public static string? Conflict(MirrorDraft draft, IReadOnlyDictionary<string, string> found)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(found);
        return new[] { Digest, Statement }
            .Where(tag => !found.TryGetValue(tag, out var value) || value != draft.Tags[tag])
            .Select(tag => $"version {draft.Version.Number} of model {draft.Version.Model} is there already with "
                + $"{tag} {found.GetValueOrDefault(tag) ?? "unknown"}; ours has {draft.Tags[tag]}")
            .FirstOrDefault();
    }
}
