using System.Text.Json.Serialization;

namespace Landfall.Cli.Platform;

/// <summary>The JSON of what this program alone reads and writes.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlatformEndpoints))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class CliJson : JsonSerializerContext;

/// <summary>Why something is asked for.</summary>
internal sealed record ReasonBody(string Reason);

/// <summary>A decision on an approval.</summary>
internal sealed record DecisionBody(string Decision, string Person, string Comment);

/// <summary>How the platform says no.</summary>
internal sealed record ErrorBody(string? Code, string? Message, string? Hint);
