using Landfall.Contracts.Documents;

namespace Landfall.Domain.Serving;

/// <summary>A number from a store of logs.</summary>
public interface ILogSource
{
    /// <returns>Null when there is no number: no row, several, no finite number, or the store cannot be asked now.</returns>
    Task<double?> Read(LogAnalyticsSpec source, string kql, CancellationToken cancel);
}
