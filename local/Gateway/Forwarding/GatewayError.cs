using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Local.Gateway;

/// <summary>An answer of the gateway itself, not of a backend.</summary>
internal sealed record GatewayError(string Error, string Message);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(GatewayError))]
internal sealed partial class GatewayErrorJson : JsonSerializerContext;
