namespace Landfall.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A problem in what was given, or the platform said no.</summary>
    public const int Problem = 1;

    /// <summary>The platform cannot be reached.</summary>
    public const int Unreachable = 2;

    /// <summary>Ended from outside, by Ctrl-C or a signal, as shells have it: 128 and SIGINT's 2.</summary>
    public const int Interrupted = 130;
}
