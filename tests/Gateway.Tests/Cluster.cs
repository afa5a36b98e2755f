using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Landfall.Local.Gateway;

namespace Landfall.Gateway.Tests;

/// <summary>A cluster of the test's making.</summary>
internal sealed class Cluster : IRouteSource
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<IPEndPoint>> endpoints = new();
    private volatile IReadOnlyList<JsonObject> routes = [];

    public event Action? Changed;

    public IReadOnlyList<JsonObject> Routes() => routes;

    public IReadOnlyList<IPEndPoint> Endpoints(string @namespace, string service, int port) =>
        endpoints.GetValueOrDefault($"{@namespace}/{service}:{port}") ?? [];

    public void Serve(string service, params IPEndPoint[] ready) => endpoints[$"models/{service}:80"] = ready;

    public void Set(params JsonObject[] all)
    {
        routes = all;
        Changed?.Invoke();
    }

    public static JsonObject Route(string rules, string annotations = "{}", string more = "") =>
        JsonNode.Parse($$"""
            {
              "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
              "metadata": {
                "name": "flights", "namespace": "models", "generation": 1, "annotations": {{annotations}} },
              "spec": { "parentRefs": [{ "name": "landfall" }], {{more}} "rules": {{rules}} }
            }
            """)!.AsObject();

    public static JsonObject Split(int champion, int candidate, bool sticky = false) => Route(
        $$"""
        [{ "backendRefs": [
          { "name": "champion", "port": 80, "weight": {{champion}} },
          { "name": "candidate", "port": 80, "weight": {{candidate}} } ] }]
        """,
        sticky ? """{ "landfall.dev/sticky": "true" }""" : "{}");
}
