using System.Text;
using Landfall.Contracts.Provenance;

namespace Landfall.Domain.Storage;

/// <summary>Where things lie. One place, because apps meet in storage and nowhere else.</summary>
public static class Paths
{
    // Ledger
    public static BlobPath Dataset(string pipeline, string digest) =>
        new(Containers.Ledger, $"{DatasetsPrefix(pipeline)}{Hex(digest)}.json");

    public static string DatasetsPrefix(string pipeline) => $"{pipeline}/datasets/";

    /// <summary>One per (pipeline, what closed a dataset, etag), create-only, for ever; it names the manifest.</summary>
    public static BlobPath Taken(string pipeline, string blobAndEtagHash) =>
        new(Containers.Ledger, $"{TakenPrefix(pipeline)}{blobAndEtagHash}.json");

    public static string TakenPrefix(string pipeline) => $"{pipeline}/taken/";

    /// <summary>The hashes of a folder's files, as it was closed last.</summary>
    public static BlobPath Hashed(string pipeline, string dataset) =>
        new(Containers.Ledger, $"{pipeline}/hashed/{ContentDigest.HexOf(Encoding.UTF8.GetBytes(dataset))}.json");

    public static BlobPath Claim(string pipeline, string claim) => new(Containers.Ledger, $"{pipeline}/claims/{claim}.json");

    /// <summary>What was said about a dataset that somebody called tainted.</summary>
    public static BlobPath Taint(string pipeline, string digest) => new(Containers.Ledger, $"{TaintsPrefix(pipeline)}{Hex(digest)}.json");

    public static string TaintsPrefix(string pipeline) => $"{pipeline}/taints/";

    // Runs
    public static BlobPath Plan(string run) => new(Containers.Runs, $"{run}/plan.json");

    public static BlobPath Status(string run) => new(Containers.Runs, $"{run}/status.json");

    public static BlobPath DataReport(string run) => new(Containers.Runs, $"{run}/data-report.json");

    public static BlobPath DataReportPage(string run) => new(Containers.Runs, $"{run}/data-report.html");

    public static BlobPath EvaluationReport(string run) => new(Containers.Runs, $"{run}/evaluation.json");

    /// <summary>What the candidate predicted on its holdout, as counts.</summary>
    public static BlobPath Baseline(string run) => new(Containers.Runs, $"{run}/baseline.json");

    // Datasets that passed validation: not in the ledger, which Ingest alone writes
    /// <summary>In the order they were closed: what training windows are made of.</summary>
    public static BlobPath Accepted(string pipeline, DateTimeOffset closedAt, string digest) =>
        new(Containers.Runs, $"{AcceptedPrefix(pipeline)}{closedAt.UtcDateTime:yyyyMMddTHHmmssfffffff}-{Hex(digest)[..12]}.json");

    public static string AcceptedPrefix(string pipeline) => $"accepted/{pipeline}/";

    /// <summary>What it looked like, for comparison with the next.</summary>
    public static BlobPath Profile(string pipeline, string digest) => new(Containers.Runs, $"profiles/{pipeline}/{Hex(digest)}.json");

    // The watch
    /// <summary>What a champion served and no label was looked for yet. Keys and classes are hashes.</summary>
    public static BlobPath Served(string model, int number) => new(Containers.Runs, $"watch/{model}/{number:D6}/served.json");

    /// <summary>What the model's route in the cluster said when it was last read.</summary>
    public static BlobPath SeenRoute(string model) => new(Containers.Runs, $"watch/{model}/route.json");

    /// <summary>A champion's predictions and the labels that came for them.</summary>
    public static BlobPath LiveBook(string model, int number) => new(Containers.Labels, $"watch/{model}/{number:D6}/book.json");

    // Splits
    public static BlobPath TrainManifest(string run) => new(Containers.Training, $"{run}/manifest.json");

    public static BlobPath HoldoutManifest(string run) => new(Containers.Holdout, $"{run}/manifest.json");

    public static BlobPath HoldoutLabels(string run) => new(Containers.Labels, $"{run}/labels.parquet");

    // Jobs
    public static string OutputPrefix(string run, string role, int attempt) => $"{run}/{role}-{attempt}";

    /// <summary>Its Job was removed: whatever else is asked of this attempt comes too late.</summary>
    public static BlobPath AttemptOver(string run, string role, int attempt) =>
        new(Containers.Outputs, $"{OutputPrefix(run, role, attempt)}/over.json");

    // Registry
    public static BlobPath Alias(string model, string alias) => new(Containers.Registry, $"models/{model}/aliases/{alias}.json");

    public static BlobPath Seal(string model, int number) => new(Containers.Registry, $"models/{model}/seals/{number:D6}.json");

    // Approvals and records
    public static BlobPath Question(string approval) => new(Containers.Approvals, $"{approval}/question.json");

    public static BlobPath Decision(string approval, int sequence) => new(Containers.Approvals, $"{approval}/{sequence:D6}.json");

    /// <summary>Who asked to let a run pass a rule, who confirmed or withdrew it. No approval and no check is called like this.</summary>
    public static BlobPath Override(string run, int sequence) => new(Containers.Approvals, $"{run}-override/{sequence:D6}.json");

    /// <summary>What is asked of an outside check, until when.</summary>
    public static BlobPath CheckTicket(string check) => new(Containers.Approvals, $"{check}/ticket.json");

    /// <summary>A try to start it is under way; a number belongs to one try.</summary>
    public static BlobPath CheckTry(string check, int number) => new(Containers.Approvals, $"{check}/tries/{number:D4}.json");

    public static BlobPath CheckTryOver(string check, int number) => new(Containers.Approvals, $"{check}/tries/{number:D4}-over.json");

    /// <summary>It has been started: there is nothing to start any more.</summary>
    public static BlobPath CheckStarted(string check) => new(Containers.Approvals, $"{check}/started.json");

    /// <summary>Its one answer: from outside, or ours that there is none.</summary>
    public static BlobPath CheckAnswer(string check) => new(Containers.Approvals, $"{check}/answer.json");

    public static BlobPath Record(string run, int sequence) => new(Containers.Records, $"{run}/{sequence:D6}.json");

    /// <summary>What was last seen of a pipeline's file in Git, and what is still to be written there.</summary>
    public static BlobPath Git(string pipeline) => new(Containers.Records, $"git/{pipeline}.json");

    /// <summary>The documents of a repository as they were last read.</summary>
    public static BlobPath FoundDocuments { get; } = new(Containers.Records, "git/documents.json");

    /// <summary>What became of them.</summary>
    public static BlobPath SyncedDocuments { get; } = new(Containers.Documents, "synced.json");

    public static BlobPath RecordHead(string run) => new(Containers.Records, $"{run}/head.json");

    /// <summary>The hex digits of <c>sha256:…</c>.</summary>
    public static string Hex(string digest) =>
        digest.StartsWith("sha256:", StringComparison.Ordinal) ? digest["sha256:".Length..] : digest;
}
