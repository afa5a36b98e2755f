using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;

namespace Landfall.Kubernetes.Serving;

/// <summary>All that the objects of a served version follow from.</summary>
/// <param name="AgentImage">The image whose entry point is the agent.</param>
/// <param name="TrustedKeys">PEM bundle of the keys whose signatures count, given to the agents of the namespace.</param>
/// <param name="Source">A signed address from which the pod may read the registry.</param>
/// <param name="SlowMs">What counts as slow, milliseconds.</param>
/// <param name="JoinOn">The columns of a request by which later labels find it; null where no labels come.</param>
/// <param name="KeysOfModel">PEM bundle of the only keys that count for this model; null when all do.</param>
/// <param name="Inputs">How agents count the values of inputs; null for not at all.</param>
/// <param name="StandIn">Which version answers what this one fails to, and after how long a wait; null for none.</param>
public sealed record ServingDesign(
    string Namespace, string Route, ModelVersionRef Version, ServeSpec Serve, string AgentImage, string TrustedKeys, Uri Source,
    int SlowMs, string RunId, IReadOnlyList<string>? JoinOn = null, string? KeysOfModel = null,
    IReadOnlyList<InputBins>? Inputs = null, StandInDesign? StandIn = null);

/// <param name="After">How long a server may take before its answer no longer matters.</param>
public sealed record StandInDesign(ModelVersionRef Version, TimeSpan After);
