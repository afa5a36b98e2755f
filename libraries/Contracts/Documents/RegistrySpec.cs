namespace Landfall.Contracts.Documents;

/// <summary>Where registered versions are shown besides. Landfall's own registry stays the truth.</summary>
[ExactlyOne]
public sealed record RegistrySpec(
    [Field("The models of an Azure Machine Learning workspace.")]
    AzureMachineLearningSpec? AzureMachineLearning = null);

/// <summary>A workspace in which every registered version is registered too.</summary>
public sealed record AzureMachineLearningSpec(
    [Field("Its resource id: /subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.MachineLearningServices/workspaces/NAME.",
        MaxLength = 400)]
    string Workspace);
