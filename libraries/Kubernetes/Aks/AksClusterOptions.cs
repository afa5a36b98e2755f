using Azure.Core;

namespace Landfall.Kubernetes.Aks;

/// <summary>Transport, retries and diagnostics towards the resource manager: the defaults of all Azure clients.</summary>
internal sealed class AksClusterOptions : ClientOptions;
