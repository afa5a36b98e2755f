namespace Landfall.Domain.Registry;

/// <summary>A registered version as another registry is to show it.</summary>
/// <param name="Workspace">Resource id of the Azure Machine Learning workspace.</param>
/// <param name="Files">Address of the folder with its files; whoever reads them needs a right to the storage.</param>
/// <param name="Tags">What tells which version it is: see <see cref="MirrorRules"/>.</param>
public sealed record MirrorDraft(
    ModelVersionRef Version, string Workspace, Uri Files, IReadOnlyDictionary<string, string> Tags);
