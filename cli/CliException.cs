namespace Landfall.Cli;

/// <summary>A command that ends with a message and not with a stack.</summary>
internal sealed class CliException(string message, string hint = "", int exitCode = ExitCodes.Problem)
    : Exception(message)
{
    /// <summary>What to do next; may be empty.</summary>
    public string Hint { get; } = hint;

    /// <summary>What the platform calls it, for programs; null for problems of our own.</summary>
    public string? Code { get; init; }

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
