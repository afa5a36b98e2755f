using System.Text.Json.Nodes;

namespace Landfall.Local.Terminal;

/// <summary>
/// Says when a model gets a route, when its first request comes, and when nobody is there to answer: a newcomer's route has no traffic, and without any
/// there is nothing to judge a candidate by.
/// </summary>
internal sealed class RouteNews(string gateway)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, string> known = [];

    /// <summary>Until the platform is stopped.</summary>
    public async Task Tell(CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var pause = new PeriodicTimer(Pause);
        try
        {
            do
            {
                foreach (var line in News(JsonNode.Parse(await http.GetStringAsync($"{gateway}/-/routes", cancel))))
                    Screen.Raw(line);
            }
            while (await pause.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Ctrl-C.
        }
        catch (HttpRequestException) when (!cancel.IsCancellationRequested)
        {
            // The gateway is a part of this process: without it there is nothing more to tell, and the platform stays up.
            await Stopped(cancel);
        }
    }

    /// <summary>What is new since the last look.</summary>
    internal IEnumerable<string> News(JsonNode? routes)
    {
        foreach (var route in routes?.AsArray() ?? [])
        {
            var name = $"{route?["route"]}".Split('/')[^1];
            var requests = Sum(route, backend => (long?)backend["requests"] ?? 0);
            if (Sum(route, backend => (long?)backend["weight"] ?? 0) == 0)
                continue;

            var news = Ready(route) == 0 ? "has no ready server: its requests are answered with 503"
                : requests == 0 ? $"serves and has no traffic yet: POST {gateway}/v2/models/{name}/infer"
                : "has traffic";
            if (known.GetValueOrDefault(name) == news)
                continue;

            known[name] = news;
            yield return $"{Now} route {name} {news}";
        }
    }

    private static long Ready(JsonNode? route) =>
        Sum(route, backend => (long?)backend["weight"] > 0 ? (long?)backend["endpointsReady"] ?? 0 : 0);

    private static string Now => $"{TimeProvider.System.GetLocalNow():HH:mm:ss}";

    private static long Sum(JsonNode? route, Func<JsonNode, long> of) =>
        (route?["rules"]?.AsArray() ?? []).SelectMany(rule => rule?["backends"]?.AsArray() ?? [])
            .OfType<JsonNode>().Sum(of);

    private static async Task Stopped(CancellationToken cancel)
    {
        var stop = new TaskCompletionSource();
        await using var _ = cancel.Register(stop.SetResult);
        await stop.Task;
    }
}
