namespace Landfall.Domain.Serving;

/// <summary>A number from a metrics store.</summary>
public interface IMetricSource
{
    /// <returns>Null when there is no number: no series, not a number, or the store cannot be asked now.</returns>
    Task<double?> Read(Uri source, string query, CancellationToken cancel);
}
