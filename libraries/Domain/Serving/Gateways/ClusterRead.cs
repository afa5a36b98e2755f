using System.Text.Json.Nodes;

namespace Landfall.Domain.Serving.Gateways;

/// <summary>What an API server answered to one question.</summary>
/// <param name="Status">The HTTP status; 0 where it was not asked.</param>
/// <param name="Body">The answer, where it was a JSON object.</param>
public sealed record ClusterRead(int Status, JsonObject? Body = null)
{
    public static ClusterRead NotAsked { get; } = new(0);

    public bool IsFound => Status is >= 200 and < 300 && Body is not null;

    public bool IsAbsent => Status == 404;

    /// <summary>Why it is not known, within a sentence.</summary>
    internal string Why => Status switch
    {
        0 => "it was not asked",
        403 => "this kubeconfig may not read it",
        _ => $"the cluster answered {Status}",
    };
}
