using Landfall.Contracts.Provenance;
using Landfall.Domain.Signing;

namespace Landfall.Domain.Registry;

/// <summary>A candidate that is to become a version.</summary>
/// <param name="RunId">A run makes one version at most; asked again, it is found again.</param>
/// <param name="Files">What the training Job pushed.</param>
/// <param name="Facts">What the statement will say; its number and time are the registry's to give.</param>
/// <param name="Trust">Which keys may sign it; null when any may.</param>
public sealed record VersionDraft(
    string Model, string RunId, JobOutput Files, string ServerImage, ModelVersionPredicate Facts, ModelTrust? Trust = null);
