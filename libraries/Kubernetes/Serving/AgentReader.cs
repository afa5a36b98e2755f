using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;
using Landfall.Domain.Watching.Inputs;

namespace Landfall.Kubernetes.Serving;

/// <summary>Asks the agents in the pods, by way of the API server: no other way into the cluster is needed.</summary>
public sealed class AgentReader(ClusterClient cluster, ServingRunner serving)
{
    private const int PageSize = 5_000;

    /// <summary>An agent keeps 20,000 answers: four pages read all of them.</summary>
    private const int MostPages = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>All pods of a version. An agent that does not answer is a reading without metrics, not a failure.</summary>
    /// <param name="cursor">Where to go on in the prediction logs; null leaves them unread.</param>
    public async Task<IReadOnlyList<PodReading>> Read(
        string space, string route, ModelVersionRef version, IReadOnlyDictionary<string, long>? cursor, CancellationToken cancel)
    {
        var pods = await serving.Pods(space, route, version, cancel);
        return await Task.WhenAll(pods.Where(pod => pod.Metadata.DeletionTimestamp is null)
            .Select(pod => Read(pod, version, cursor, cancel)));
    }

    /// <summary>What every agent of a version has counted of inputs.</summary>
    public async Task<IReadOnlyList<InputReading>> Inputs(string space, string route, ModelVersionRef version, CancellationToken cancel)
    {
        var pods = await serving.Pods(space, route, version, cancel);
        return await Task.WhenAll(pods.Where(pod => pod.Metadata.DeletionTimestamp is null).Select(async pod => new InputReading(
            pod.Metadata.Name, await Get(pod, "landfall/inputs", AgentJson.Default.InputCounts, cancel))));
    }

    /// <summary>Has every agent of a version ask its server with made-up rows. Nothing of it is counted or logged there.</summary>
    /// <param name="requests">How many each of them sends.</param>
    public async Task<IReadOnlyList<ProbeReading>> Probe(
        string space, string route, ModelVersionRef version, int requests, CancellationToken cancel)
    {
        var pods = await serving.Pods(space, route, version, cancel);
        return await Task.WhenAll(pods.Where(pod => pod.Metadata.DeletionTimestamp is null).Select(async pod => new ProbeReading(
            pod.Metadata.Name, version, await Get(pod, $"landfall/probe?count={requests}", AgentJson.Default.AgentProbe, cancel))));
    }

    private async Task<PodReading> Read(
        V1Pod pod, ModelVersionRef version, IReadOnlyDictionary<string, long>? cursor, CancellationToken cancel)
    {
        var (name, ready, restarts) = (pod.Metadata.Name, ServingReading.IsReady(pod), ServingReading.Restarts(pod));
        var metrics = await Get(pod, "landfall/metrics", AgentJson.Default.AgentMetrics, cancel);
        var answers = metrics is null || cursor is null ? null : await Answers(pod, metrics, cursor, cancel);
        return new(name, version, ready, restarts, metrics, answers);
    }

    private async Task<AnswerLog?> Answers(
        V1Pod pod, AgentMetrics metrics, IReadOnlyDictionary<string, long> cursor, CancellationToken cancel)
    {
        var key = $"{pod.Metadata.Name}|{metrics.StartedAt.ToUnixTimeMilliseconds()}";
        var (after, dropped) = (cursor.GetValueOrDefault(key), 0L);
        var entries = new List<PredictionLogEntry>();
        IReadOnlyList<string>? joinOn = null;
        for (var page = 0; page < MostPages; page++)
        {
            var read = await Get(
                pod, $"landfall/predictions?after={after}&limit={PageSize}", AgentJson.Default.PredictionLogPage, cancel);
            if (read is null)
                return null;

            entries.AddRange(read.Entries);
            joinOn = read.JoinOn;
            dropped += read.Dropped;
            after = read.Next;
            if (read.Entries.Count < PageSize)
                break;
        }

        return new(key, entries, dropped, joinOn);
    }

    /// <returns>Null when the agent cannot be reached now.</returns>
    private async Task<T?> Get<T>(V1Pod pod, string path, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await cluster.Call(
                $"read {path} of pod {pod.Metadata.Name}",
                (api, stop) => Send((k8s.Kubernetes)api, pod, path, type, stop), patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception silent) when (silent is ClusterUnavailableException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The client's own call for this cannot carry a query.</summary>
    private static async Task<T?> Send<T>(
        k8s.Kubernetes api, V1Pod pod, string path, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        var (space, name) = (pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        var address = new Uri(
            api.BaseUri, $"api/v1/namespaces/{space}/pods/{name}:{ServingNames.AgentPort}/proxy/{path}");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (api.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancel);

        using var answer = await api.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode != HttpStatusCode.OK)
            return null;
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        return await JsonSerializer.DeserializeAsync(body, type, cancel);
    }
}
