using Landfall.Local.Engine;

namespace Landfall.Local.Host;

/// <summary>What the local host runs.</summary>
public sealed record HostOptions
{
    /// <summary>The function apps; names are unique.</summary>
    public required IReadOnlyList<FunctionApp> Apps { get; init; }

    /// <summary>Folder for keys and for the list of running handlers; made when absent.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The task hub all apps share; it outlives the host.</summary>
    public required TaskHub TaskHub { get; init; }

    /// <summary>Clock of timers and time-outs.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Receives every line that a handler prints and every event of the host, from any thread.</summary>
    public Action<HostLogLine> Log { get; init; } = static _ => { };

    /// <summary>What stands between host, handlers and hub.</summary>
    public Wires Wires { get; init; } = new();

    /// <summary>
    /// True keeps the real host's rule: an exit with 0 is final, and the third error within 30 minutes ends the app.
    /// False, for development, restarts with a growing pause and never gives up.
    /// </summary>
    public bool Faithful { get; init; }
}

/// <summary>One function app: a built folder with host.json, a folder per function, and an executable.</summary>
public sealed record FunctionApp
{
    /// <summary>Name of the app; also its part of log lines and keys.</summary>
    public required string Name { get; init; }

    /// <summary>The build output.</summary>
    public required string Root { get; init; }

    /// <summary>
    /// The program; null: host.json's path if that file exists, else `handler`, else `Landfall.Functions.(Name)`.
    /// </summary>
    public string? Executable { get; init; }

    /// <summary>Arguments in front of those of host.json.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>App settings: environment of the handler and source of %Names% and connections.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Port of the app's HTTP address; 0 lets the system choose.</summary>
    public int Port { get; init; }

    /// <summary>Activities under way at once.</summary>
    public int MaxActivities { get; init; } = 16;

    /// <summary>Orchestration turns under way at once.</summary>
    public int MaxOrchestrations { get; init; } = 32;
}

/// <summary>One line for people.</summary>
/// <param name="App">The app it concerns.</param>
/// <param name="Level">Seriousness: a handler's stderr counts as an error, like in the real host.</param>
/// <param name="Text">The line.</param>
/// <param name="FromHandler">True when the handler printed it.</param>
public sealed record HostLogLine(string App, HostLogLevel Level, string Text, bool FromHandler = false);

/// <summary>Seriousness of a line.</summary>
public enum HostLogLevel
{
    /// <summary>Ordinary course of things.</summary>
    Information,

    /// <summary>Something went wrong and is dealt with.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error
}
