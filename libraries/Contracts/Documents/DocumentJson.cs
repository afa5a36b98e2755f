using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>The JSON form of the documents: camelCase, enums as words, durations as text, null omitted.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(ModelPipeline))]
[JsonSerializable(typeof(EnvironmentDocument))]
[JsonSerializable(typeof(DeliveryPolicy))]
[JsonSerializable(typeof(DataContract))]
[JsonSerializable(typeof(CurrentDocument))]
public sealed partial class DocumentJson : JsonSerializerContext;
