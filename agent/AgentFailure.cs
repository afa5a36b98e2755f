namespace Landfall.Agent;

/// <summary>Why the agent gives up. The numbers are part of its contract: whoever reads a pod's exit code knows the cause.</summary>
internal enum ExitCode
{
    Ok = 0,
    Usage = 2,

    /// <summary>An input is missing, altered, or not signed by a trusted key.</summary>
    Refused = 3,

    /// <summary>The program before it left nothing to take.</summary>
    NothingToPush = 4,

    /// <summary>Storage could not be reached, or refused.</summary>
    Storage = 5,

    /// <summary>The server did not become ready, or did not answer.</summary>
    Server = 6,

    /// <summary>Something else lies where the output belongs.</summary>
    Conflict = 7,
}

/// <summary>A failure with its exit code and one line for people: what, where, expected, next step.</summary>
internal sealed class AgentFailure(ExitCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode Code { get; } = code;
}
