namespace Landfall.Contracts.Documents;

/// <summary>The facts of one environment, owned by the platform: one pipeline serves many environments.</summary>
public sealed record EnvironmentDocument(
    [Field("The version of the document format: landfall.dev/v1.")]
    string ApiVersion,
    [Field("Environment.")]
    string Kind,
    [Field("Name, owner and labels.")]
    DocumentMetadata Metadata,
    [Field("The facts.")]
    EnvironmentSpec Spec) : IDocument;
