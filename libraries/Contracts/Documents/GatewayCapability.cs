using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What a gateway can do beyond weights.</summary>
[JsonConverter(typeof(CamelCaseEnum<GatewayCapability>))]
public enum GatewayCapability
{
    /// <summary>A client stays with the version it was given.</summary>
    Sticky,

    /// <summary>Requests are copied to a second backend.</summary>
    Mirror,

    /// <summary>A percentage of requests is copied.</summary>
    MirrorPercent,
}
