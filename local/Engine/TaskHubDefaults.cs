namespace Landfall.Local.Engine;

/// <summary>What a host adds to starts that leave it open.</summary>
/// <param name="Version">Asked for the version of each new instance; null leaves it without one.</param>
public sealed record TaskHubDefaults(Func<string?> Version)
{
    public static TaskHubDefaults None { get; } = new(static () => null);
}
