using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Signing;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LinkClaim))]
internal sealed partial class LinkJson : JsonSerializerContext;
