namespace Landfall.Kubernetes;

/// <summary>The cluster did not answer, or cannot do it now. A repetition may succeed.</summary>
/// <param name="message">What was wanted and what came back.</param>
public sealed class ClusterUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
