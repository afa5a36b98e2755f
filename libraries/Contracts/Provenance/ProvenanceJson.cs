using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Contracts.Provenance;

/// <summary>Reads and writes provenance without reflection, so that the agent can be compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FileManifest))]
[JsonSerializable(typeof(InTotoStatement))]
[JsonSerializable(typeof(DsseEnvelope))]
public sealed partial class ProvenanceJson : JsonSerializerContext;
