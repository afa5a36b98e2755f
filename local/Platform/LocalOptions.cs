using Landfall.Local.Host;

namespace Landfall.Local.Platform;

/// <summary>How the platform is started.</summary>
/// <param name="StateFolder">Everything that must survive a restart lies here.</param>
/// <param name="AutoPorts">Let the system choose ports, so that two can run side by side; else the ones people remember.</param>
/// <param name="ImagesFile">More images than the samples': <c>images.yaml</c>.</param>
/// <param name="SingleApp">A folder with all apps as one program, to be run in place of the ten; null for the ten.</param>
internal sealed record LocalOptions(string StateFolder, bool AutoPorts, string? ImagesFile = null, string? SingleApp = null)
{
    /// <summary>Receives progress for people: what is being set up.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>What stands between host, apps and hub.</summary>
    public Wires Wires { get; init; } = new();

    /// <summary>The hub's clock: that of all timers and waits of orchestrations.</summary>
    public TimeProvider HubClock { get; init; } = TimeProvider.System;

    /// <summary>Called once for everything that should be in the log file.</summary>
    public string LogFile => Path.Combine(StateFolder, "local.log");

    public string In(params string[] parts) => Path.Combine([StateFolder, .. parts]);
}
