using System.Text.Json.Serialization;

namespace Landfall.Worker;

/// <summary>What the host says about the task hub in a <c>durableClient</c> binding.</summary>
internal sealed record DurableClientBinding
{
    public string? TaskHubName { get; init; }
    public string? ConnectionName { get; init; }
    public string? RpcBaseUrl { get; init; }
    public string? RequiredQueryStringParameters { get; init; }
    public string? HttpBaseUrl { get; init; }
    public string? BaseUrl { get; init; }
    public int? MaxGrpcMessageSizeInBytes { get; init; }

    /// <summary>The key moved between releases.</summary>
    [JsonIgnore]
    public string? ManagementUrl => HttpBaseUrl ?? BaseUrl;
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DurableClientBinding))]
internal sealed partial class DurableClientBindingJson : JsonSerializerContext;
