using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens when one judge has had no data for too long.</summary>
[JsonConverter(typeof(CamelCaseEnum<MissingAction>))]
public enum MissingAction
{
    /// <summary>The step does not go on before there is data.</summary>
    Hold,

    /// <summary>The servers are asked with made-up requests; while they answer well, the step may go on.</summary>
    Probe,

    /// <summary>The step is extended as an inconclusive one is.</summary>
    Extend,

    /// <summary>A person is asked; the weight is held meanwhile.</summary>
    Ask,

    /// <summary>The traffic goes back to the champion.</summary>
    Fail,
}
