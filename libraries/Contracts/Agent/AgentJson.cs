using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Contracts.Agent;

/// <summary>Reads and writes what the agent answers and is given, without reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(AgentMetrics))]
[JsonSerializable(typeof(PredictionLogEntry))]
[JsonSerializable(typeof(PredictionLogPage))]
[JsonSerializable(typeof(AgentProbe))]
[JsonSerializable(typeof(InputBins[]))]
[JsonSerializable(typeof(InputCounts))]
[JsonSerializable(typeof(InputSpec))]
[JsonSerializable(typeof(ServerMemory))]
public sealed partial class AgentJson : JsonSerializerContext;
