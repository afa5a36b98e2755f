using System.Text.Json;
using Landfall.Cli.Platform;

namespace Landfall.Cli.Output;

/// <summary>Says what went wrong, and what to do: for people in two lines, for programs in JSON; both on the error stream.</summary>
internal sealed class Failures(CliHost host, bool json)
{
    public int Say(string message, string hint, int exitCode)
    {
        if (json)
        {
            var error = new FailureBody(message, hint.Length > 0 ? hint : null, exitCode);
            host.Error.WriteLine(JsonSerializer.Serialize(error, CliJson.Default.FailureBody));
            return exitCode;
        }

        host.Error.WriteLine(Rows.SafeLines(message));
        if (hint.Length > 0)
            host.Error.WriteLine(Rows.SafeLines(hint));
        return exitCode;
    }
}
