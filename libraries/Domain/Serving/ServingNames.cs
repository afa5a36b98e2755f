using System.Globalization;

namespace Landfall.Domain.Serving;

/// <summary>What serving objects are called. Names follow from route and version alone, so that applying twice makes one.</summary>
public static class ServingNames
{
    public const string RouteLabel = "landfall.dev/route";
    public const string VersionLabel = "landfall.dev/version";

    /// <summary>For people and tools that look for the pods of a model; no selector needs it.</summary>
    public const string ModelLabel = "landfall.dev/model";

    /// <summary>On pods whose agent may ask another version's: network policies go by it.</summary>
    public const string FallbackLabel = "landfall.dev/fallback";

    public const string ModelDigest = "landfall.dev/model-digest";
    public const string StatementDigest = "landfall.dev/statement-digest";

    /// <summary>The port of a version's Service; behind it the agent listens.</summary>
    public const int ServicePort = 80;

    public const int AgentPort = 8000;

    /// <summary>Deployment and Service of a version: <c>{route}-v{number}</c>.</summary>
    public static string Deployment(string route, ModelVersionRef version) => $"{route}-{Version(version)}";

    /// <summary>What the agent calls it: <c>v7</c>.</summary>
    public static string Version(ModelVersionRef version) =>
        string.Create(CultureInfo.InvariantCulture, $"v{version.Number}");

    /// <summary>Where pods of the cluster reach a version's agents.</summary>
    public static Uri Address(string space, string route, ModelVersionRef version) =>
        new($"http://{Deployment(route, version)}.{space}.svc:{ServicePort}");

    public static string Lease(string route) => $"landfall-{route}";
}
