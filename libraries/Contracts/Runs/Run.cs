namespace Landfall.Contracts;

/// <summary>
/// How a run ended. Rejected is a judgement about a model or its data; Failed is an error of ours or of the ground. Evaluated is how
/// an experiment ends once it was measured, whatever its gates said: nothing follows from it.
/// </summary>
public enum Verdict { Promoted, Rejected, RolledBack, Superseded, Cancelled, Failed, Evaluated }

/// <summary>What set a run off.</summary>
/// <param name="Kind">
/// <c>data</c>, <c>rerun</c>, <c>backfill</c>, <c>schedule</c>, <c>drift</c>, <c>image</c>, <c>version</c>, <c>git</c> or
/// <c>experiment</c>.
/// </param>
/// <param name="Occurrence">Tells two triggers of one kind apart; empty for data, whose digest already does.</param>
public sealed record RunTrigger(string Kind, string Occurrence = "");

/// <summary>An immutable list of landings.</summary>
/// <param name="Digest">Over sorted (name, size, content hash) of its landings, <c>sha256:…</c>.</param>
/// <param name="Name">What people call it: the folder or blob it came from.</param>
/// <param name="Manifest">The blob, in the ledger container, that lists the landings.</param>
/// <param name="Bytes">Sum of the landings' sizes.</param>
public sealed record DatasetRef(string Digest, string Name, string Manifest, int Landings, long Bytes);

/// <summary>Digests of the documents a run started with. It uses these to its end, whatever becomes current meanwhile.</summary>
/// <param name="Contract">The data contract, where the pipeline names one.</param>
public sealed record RunDocuments(string Pipeline, string Environment, string Policy, string? Contract = null);

/// <summary>Everything that identifies a run. Small, so that it may travel in every message.</summary>
/// <param name="Id"><c>{pipeline}-{12 hex}</c>, see <c>RunIdentity</c>; of an experiment <c>{pipeline}-exp{12 hex}</c>.</param>
/// <param name="Attempt">1, and one more after each Failed or rerun of the same.</param>
/// <param name="Wanted">A registered version that is to be brought out instead of a new one: nothing is trained then.</param>
/// <param name="Experiment">What is tried; null for every run that delivers.</param>
public sealed record Run(
    string Id,
    string Pipeline,
    DatasetRef Dataset,
    RunDocuments Documents,
    RunTrigger Trigger,
    int Attempt,
    DateTimeOffset ClaimedAt,
    WantedVersion? Wanted = null,
    ExperimentAsk? Experiment = null);

/// <summary>A version that somebody asks for, as they wrote it: whether there is such a one is seen in the registry.</summary>
public sealed record WantedVersion(ModelVersionRef Version, string By, string Reason);

/// <summary>What somebody tries on data that was accepted before.</summary>
/// <param name="Settings">What differs from the applied pipeline, as it was asked for: <c>train.env.RATE=0.05</c>; may be empty.</param>
/// <param name="Base">Digest of the applied pipeline. The run pins the one that was made of it.</param>
public sealed record ExperimentAsk(string By, string? Reason, IReadOnlyList<string> Settings, string Base);
