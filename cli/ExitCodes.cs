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
}
