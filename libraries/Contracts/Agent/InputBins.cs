using System.Text.Json;
using Landfall.Contracts.Provenance;

namespace Landfall.Contracts.Agent;

/// <summary>How the values of one input column are counted: numbers by edges, words one by one. Exactly one of the two is set.</summary>
/// <param name="Name">Of the tensor.</param>
/// <param name="Edges">Strictly increasing: bin i holds what is above edge i−1 and up to edge i.</param>
/// <param name="Values">One bin each; one more bin holds all others.</param>
public sealed record InputBins(string Name, IReadOnlyList<double>? Edges = null, IReadOnlyList<string>? Values = null)
{
    /// <summary>Bins of values, without the one for missing values.</summary>
    public int Places() => (Edges?.Count ?? Values?.Count ?? 0) + 1;

    /// <summary>As an agent is given them, in an environment variable.</summary>
    public static string Write(IReadOnlyList<InputBins> columns) =>
        JsonSerializer.Serialize([.. columns], AgentJson.Default.InputBinsArray);

    /// <summary>By it a reader knows that an agent counts by the same bins.</summary>
    public static string DigestOf(IReadOnlyList<InputBins> columns) =>
        ContentDigest.Of(JsonSerializer.SerializeToUtf8Bytes([.. columns], AgentJson.Default.InputBinsArray));
}

/// <summary>
/// What one agent counted of its live requests' inputs since it started, as <c>GET /landfall/inputs</c> answers. No value of a row is
/// in it.
/// </summary>
/// <param name="Bins">Digest of the bins; null where the agent was given none.</param>
/// <param name="Columns">In the order of the bins.</param>
/// <param name="Unread">Requests that could not be counted: too large to be kept, or of another form.</param>
public sealed record InputCounts(
    string Version, string Pod, DateTimeOffset StartedAt, string? Bins, IReadOnlyList<InputColumnCounts> Columns, long Unread = 0);

/// <param name="Counts">Rows by bin; missing values last. A request without the column counts nowhere.</param>
public sealed record InputColumnCounts(string Name, IReadOnlyList<long> Counts);
