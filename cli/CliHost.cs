using Spectre.Console;

namespace Landfall.Cli;

/// <summary>What the command line needs from its surroundings; a test supplies its own.</summary>
/// <param name="Console">Where answers go; tables when it is a terminal, plain lines when it is piped.</param>
/// <param name="Error">Where problems with the command itself go.</param>
/// <param name="Http">How the platform is reached.</param>
/// <param name="Directory">The current folder.</param>
/// <param name="Variable">Reads an environment variable.</param>
public sealed record CliHost(
    IAnsiConsole Console, TextWriter Error, HttpMessageHandler Http, string Directory, Func<string, string?> Variable)
{
    /// <summary>How long a command that follows something waits between two looks.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a person looks at the output.</summary>
    internal bool IsTerminal => Console.Profile.Out.IsTerminal;

    /// <summary>Who sits here, as the system has it; what is asked is recorded under this name unless --as says another.</summary>
    internal string? User => Variable("LANDFALL_USER") ?? Variable("USER") ?? Variable("USERNAME");

    /// <summary>Who sits here, proved: an Entra token for the platform. It goes to the platform alone and is shown nowhere.</summary>
    internal string? Token => Variable("LANDFALL_TOKEN") is { Length: > 0 } token ? token : null;

    /// <summary>Writes one line as it is: no markup, no wrapping.</summary>
    internal void Line(string text = "") => Console.Profile.Out.Writer.WriteLine(text);
}
