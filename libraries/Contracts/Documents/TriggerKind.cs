using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What can start a run.</summary>
[JsonConverter(typeof(CamelCaseEnum<TriggerKind>))]
public enum TriggerKind
{
    /// <summary>A dataset was completed.</summary>
    Data,

    /// <summary>The clock.</summary>
    Schedule,

    /// <summary>The watch saw live predictions drift; belongs to <c>watch.onDrift: retrain</c>.</summary>
    Drift,

    /// <summary>A document with another image of trainer or server, or another <c>serve.env</c>, was applied.</summary>
    Image,

    /// <summary>A signed version was registered in another environment.</summary>
    [NotSupportedYet("A registered version is brought out by landfall models promote, or by naming it in the pipeline's file in Git.")]
    Version,
}
