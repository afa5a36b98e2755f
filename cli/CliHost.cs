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
    /// <summary>Whether a person looks at the output.</summary>
    internal bool IsTerminal => Console.Profile.Out.IsTerminal;

    /// <summary>Writes one line as it is: no markup, no wrapping.</summary>
    internal void Line(string text = "") => Console.Profile.Out.Writer.WriteLine(text);
}
