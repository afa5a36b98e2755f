namespace Flights.Server;

/// <summary>What the environment says.</summary>
/// <param name="ModelFolder">Folder of model.json and model.bin.</param>
/// <param name="Port">Port on 127.0.0.1; 0 lets the system choose.</param>
/// <param name="Faults">Whether <c>/faults</c> exists: for demonstrations only.</param>
/// <param name="NeverReady">Readiness always says 503: for tests of what waits for it.</param>
internal sealed record ServerSettings(string ModelFolder, int Port, bool Faults, bool NeverReady)
{
    public static ServerSettings FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var root = variable("LANDFALL_ROOT") is { Length: > 0 } given ? given : "/landfall";
        var port = variable("PORT") ?? "8080";
        return int.TryParse(port, out var number) && number is >= 0 and <= 65535
            ? new ServerSettings(
                Path.Combine(root, "model"), number, variable("FLIGHTS_FAULTS") == "on", variable("FLIGHTS_NEVER_READY") == "1")
            : throw new InvalidDataException($"PORT is '{port}'; expected a number from 0 to 65535.");
    }
}
