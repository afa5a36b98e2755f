namespace Landfall.Domain.Storage;

/// <summary>
/// Landfall's own containers. One per purpose, because rights are given per container: the trainer reads one, writes
/// one, and never sees the holdout.
/// </summary>
public static class Containers
{
    public const string Prefix = "landfall-";

    /// <summary>Documents by digest, and which is current: <c>sha256/{hex}.json</c>, <c>current/{kind}/{name}.json</c>.</summary>
    public const string Documents = "landfall-documents";

    /// <summary>What was ever taken: manifests, ledger entries, claims.</summary>
    public const string Ledger = "landfall-ledger";

    /// <summary>Plans, reports and the final status of runs: <c>{run}/…</c>.</summary>
    public const string Runs = "landfall-runs";

    /// <summary>Training parts: <c>{run}/manifest.json</c>, <c>{run}/files/…</c>. Trainers read here.</summary>
    public const string Training = "landfall-training";

    /// <summary>Holdout features. Evaluation reads here, trainers cannot.</summary>
    public const string Holdout = "landfall-holdout";

    /// <summary>Holdout labels. No pod reads here.</summary>
    public const string Labels = "landfall-labels";

    /// <summary>What Jobs push: <c>{run}/{role}-{attempt}/manifest.json</c>, <c>…/files/…</c>.</summary>
    public const string Outputs = "landfall-outputs";

    /// <summary>Model versions and aliases: <c>models/{model}/versions/{n:D6}/…</c>, <c>models/{model}/aliases/{alias}.json</c>.</summary>
    public const string Registry = "landfall-registry";

    public const string Approvals = "landfall-approvals";

    public const string Records = "landfall-records";

    public static IReadOnlyList<string> All { get; } =
        [Documents, Ledger, Runs, Training, Holdout, Labels, Outputs, Registry, Approvals, Records];
}
