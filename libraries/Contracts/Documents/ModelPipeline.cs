namespace Landfall.Contracts.Documents;

/// <summary>
/// One pipeline from landing data to a served model, with every value filled in. What a user writes may be much
/// shorter: the preset supplies the rest before this record is built.
/// </summary>
public sealed record ModelPipeline(
    [Field("The version of the document format: landfall.dev/v1.")]
    string ApiVersion,
    [Field("ModelPipeline.")]
    string Kind,
    [Field("Name, owner and labels.")]
    DocumentMetadata Metadata,
    [Field("Where data lands and what becomes of it.")]
    PipelineSpec Spec) : IDocument;
