namespace Landfall.Local.Events;

/// <summary>How the local storage account runs.</summary>
/// <param name="StateFolder">Holds Azurite's data, its log, and what the next start needs to know.</param>
/// <param name="CacheFolder">Where Azurite is installed once; may be shared by many states.</param>
public sealed record LocalStorageOptions(string StateFolder, string CacheFolder)
{
    public AzuritePorts Ports { get; init; } = new();

    /// <summary>Hears one line per step of a first start, which takes up to a minute.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Folders in which `node` and `npm` are looked for, as in PATH; null takes the PATH.</summary>
    public string? SearchPath { get; init; }
}
