namespace Landfall.Contracts.Documents;

/// <summary>The kinds of documents, as written in <c>kind:</c>.</summary>
public static class DocumentKinds
{
    /// <summary>The one version of the document format.</summary>
    public const string ApiVersion = "landfall.dev/v1";

    /// <summary>A <see cref="Documents.ModelPipeline"/>.</summary>
    public const string ModelPipeline = "ModelPipeline";

    /// <summary>An <see cref="EnvironmentDocument"/>.</summary>
    public const string Environment = "Environment";

    /// <summary>A <see cref="Documents.DeliveryPolicy"/>.</summary>
    public const string DeliveryPolicy = "DeliveryPolicy";

    /// <summary>A <see cref="Documents.DataContract"/>.</summary>
    public const string DataContract = "DataContract";

    /// <summary>Every kind, in the order above.</summary>
    public static IReadOnlyList<string> All { get; } = [ModelPipeline, Environment, DeliveryPolicy, DataContract];
}
