namespace Landfall.Contracts.Documents;

/// <summary>What a dataset must look like, agreed with those who deliver it.</summary>
public sealed record DataContract(
    [Field("The version of the document format: landfall.dev/v1.")]
    string ApiVersion,
    [Field("DataContract.")]
    string Kind,
    [Field("Name, owner and labels.")]
    DocumentMetadata Metadata,
    [Field("The columns and rules.")]
    ContractSpec Spec) : IDocument;
