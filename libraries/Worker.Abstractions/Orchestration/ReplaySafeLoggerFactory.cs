using Microsoft.Extensions.Logging;

namespace Landfall.Worker;

internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, ILoggerFactory inner) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public ILogger CreateLogger(string categoryName) =>
        new ReplaySafeLogger(context, inner.CreateLogger(categoryName));

    /// <summary>The inner factory belongs to the host.</summary>
    public void Dispose()
    {
    }
}
