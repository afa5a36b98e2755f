namespace Landfall.Local.Engine;

/// <summary>The worker went away without an answer; the item goes back to its queue.</summary>
public sealed class WorkAbandonedException(string message, bool counts, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>True when the delivery may have caused the end of the worker, so that it counts as a crash.</summary>
    public bool Counts => counts;
}
