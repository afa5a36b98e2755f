namespace Landfall.Contracts.Documents;

/// <summary>What every pipeline of an environment must keep to, owned by whoever answers for risk.</summary>
public sealed record DeliveryPolicy(
    [Field("The version of the document format: landfall.dev/v1.")]
    string ApiVersion,
    [Field("DeliveryPolicy.")]
    string Kind,
    [Field("Name, owner and labels.")]
    DocumentMetadata Metadata,
    [Field("The rules.")]
    PolicySpec Spec) : IDocument;
