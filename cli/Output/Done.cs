using System.Text.Json;
using Landfall.Cli.Platform;

namespace Landfall.Cli.Output;

/// <summary>Says that something was done: one line for people, one object for programs.</summary>
internal static class Done
{
    public static void Write(CliHost host, bool json, DoneBody done, string line) =>
        host.Line(json ? JsonSerializer.Serialize(done, CliJson.Default.DoneBody) : Rows.Safe(line));
}
