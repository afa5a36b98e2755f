using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What a rollout moves.</summary>
[JsonConverter(typeof(CamelCaseEnum<RolloutTarget>))]
public enum RolloutTarget
{
    /// <summary>Live traffic on the route, step by step.</summary>
    Route,

    /// <summary>The registry's alias champion alone, at once: for jobs that read it and serve nobody.</summary>
    Alias,
}
