namespace Landfall.Worker;

/// <summary>
/// A failure that another attempt cannot mend. Thrown by an activity or orchestrator it reaches the caller as
/// non-retriable, and no <see cref="RetryPolicy"/> tries it again.
/// </summary>
public abstract class TerminalException : Exception
{
    protected TerminalException(string message)
        : base(message)
    {
    }

    protected TerminalException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
