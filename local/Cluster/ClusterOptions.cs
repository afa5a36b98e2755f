using Landfall.Local.Cluster.Images;

namespace Landfall.Local.Cluster;

/// <summary>How to start a <see cref="LocalCluster"/>.</summary>
public sealed record ClusterOptions
{
    /// <summary>Where objects, logs and pods' files are kept; made if absent. One cluster per folder.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The port of the API on 127.0.0.1; 0 lets the system choose.</summary>
    public int Port { get; init; }

    /// <summary>The port of the API over TLS, which the kubeconfig names; 0 lets the system choose.</summary>
    public int SecurePort { get; init; }

    /// <summary>The bearer token; made and kept in the state folder when null.</summary>
    public string? Token { get; init; }

    /// <summary>The <c>images.yaml</c> that says which program stands for which image; read at each use.</summary>
    public string? ImagesFile { get; init; }

    /// <summary>Images given by the caller, by name; the file's entries win.</summary>
    public IReadOnlyDictionary<string, ImageEntry> Images { get; init; } = new Dictionary<string, ImageEntry>();

    /// <summary>Delay before the second restart of a container; doubles up to five minutes.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Receives one line per notable failure.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
