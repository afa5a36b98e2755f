using System.Text.Json.Nodes;
using Landfall.Worker;

namespace Landfall.Local.Host.Apps;

/// <summary>Which versions of orchestrations an app runs, as its host.json says.</summary>
/// <param name="Version">The app's own: new instances get it. Null: they get none, and no instance that has one is taken.</param>
internal sealed record VersionRule(string? Version, VersionMatch Match, VersionFailure Failure)
{
    public static VersionRule Read(JsonNode? durableTask) => new(
        durableTask?["defaultVersion"]?.GetValue<string>() is { Length: > 0 } version ? version : null,
        Named(durableTask?["versionMatchStrategy"], VersionMatch.CurrentOrOlder),
        Named(durableTask?["versionFailureStrategy"], VersionFailure.Reject));

    /// <summary>Whether the app's code can run an instance of this version; empty for an instance without one.</summary>
    public bool Fits(string version) => Match switch
    {
        VersionMatch.None => true,
        VersionMatch.Strict => VersionOrder.Compare(version, Version) == 0,
        _ => VersionOrder.Compare(version, Version) <= 0
    };

    public string Explain(string version) =>
        $"The orchestration has version '{version}'; this app runs {(Match == VersionMatch.Strict ? "only" : "up to")} "
        + $"version '{Version}' (defaultVersion and versionMatchStrategy in host.json).";

    private static T Named<T>(JsonNode? name, T otherwise)
        where T : struct, Enum => name is null
        ? otherwise
        : Enum.TryParse<T>(name.GetValue<string>(), ignoreCase: true, out var found)
            ? found
            : throw new FormatException(
                $"'{name}' is not one of {string.Join(", ", Enum.GetNames<T>())}");
}

/// <summary>Which instances match.</summary>
internal enum VersionMatch
{
    /// <summary>All.</summary>
    None,

    /// <summary>Those of exactly the app's version.</summary>
    Strict,

    /// <summary>Those of the app's version and older ones.</summary>
    CurrentOrOlder
}

/// <summary>What happens to an instance that does not match.</summary>
internal enum VersionFailure
{
    /// <summary>It waits for another app.</summary>
    Reject,

    /// <summary>It fails.</summary>
    Fail
}
