using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flights.Server;

internal sealed record InferRequest(string? Id, IReadOnlyList<InputTensor>? Inputs);

internal sealed record InputTensor(string? Name, IReadOnlyList<long>? Shape, string? Datatype, JsonElement Data);

internal sealed record InferResponse(
    [property: JsonPropertyName("model_name")] string ModelName,
    [property: JsonPropertyName("model_version")] string ModelVersion,
    string? Id,
    IReadOnlyList<OutputTensor> Outputs);

internal sealed record OutputTensor(string Name, string Datatype, IReadOnlyList<int> Shape, IReadOnlyList<double> Data);

/// <param name="Parameters">An <c>example</c>, by which the server can be tried before anyone asks in earnest.</param>
internal sealed record TensorMetadata(
    string Name, string Datatype, IReadOnlyList<int> Shape, IReadOnlyDictionary<string, string>? Parameters = null);

internal sealed record ErrorResponse(string Error);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(InferRequest))]
[JsonSerializable(typeof(InferResponse))]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(Faults))]
internal sealed partial class WireJson : JsonSerializerContext;
