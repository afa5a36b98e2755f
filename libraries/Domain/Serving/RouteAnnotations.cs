namespace Landfall.Domain.Serving;

/// <summary>What Landfall writes on a route beside its rules. They need nothing but the cluster to be read.</summary>
public static class RouteAnnotations
{
    public const string Fence = "landfall.dev/fence";
    public const string Run = "landfall.dev/run";
    public const string Reason = "landfall.dev/reason";

    /// <summary>The weights as JSON: whoever finds the route alone can still set it back.</summary>
    public const string Weights = "landfall.dev/weights";

    /// <summary>Digest of the rules as they were written; another digest means that somebody else has edited them.</summary>
    public const string Rules = "landfall.dev/rules-digest";

    /// <summary>A rollback by hand, as JSON, until registry, record and Git have followed.</summary>
    public const string Rollback = "landfall.dev/rollback";

    /// <summary>A client stays with the version it was given, where the gateway can do that.</summary>
    public const string Sticky = "landfall.dev/sticky";
}
