using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Registry.Cards;

/// <summary>Everything a card is made from. What was not kept is null, and the card says so.</summary>
/// <param name="Statement">What was signed about the version.</param>
/// <param name="Files">Of the model.</param>
/// <param name="Champion">All moves of the alias, oldest first.</param>
/// <param name="Overridden">Rules that its run passed by an emergency override; null where it passed none.</param>
public sealed record CardEvidence(
    VersionRecord Version, ModelVersionPredicate Statement, FileManifest Files, IReadOnlyList<AliasEntry> Champion,
    SealEntry? Seal = null, ModelPipeline? Pipeline = null, RunStatus? Run = null, CardData? Data = null,
    EvaluationReport? Evaluation = null, IReadOnlyList<string>? Overridden = null);

/// <summary>Of the report about the data.</summary>
/// <param name="Window">Earlier datasets that were trained on too.</param>
/// <param name="Reason">What the checks found, in one sentence.</param>
public sealed record CardData(
    string Name, string Dataset, long Rows, string Reason, long TrainRows, long HoldoutRows, IReadOnlyList<string> Window);
