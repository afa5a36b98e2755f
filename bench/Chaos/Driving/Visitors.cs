using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Landfall.Bench.Chaos.Driving;

/// <summary>People who use a model while its rollout goes on. An answer that fails is for the judges, not for us.</summary>
internal sealed class Visitors : IAsyncDisposable
{
    private const int Clients = 40;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource stop = new();
    private readonly Task visiting;

    /// <param name="kind">What all rows they send are of.</param>
    public Visitors(string gateway, string model, string kind) =>
        visiting = Visit(new Uri($"{gateway}/v2/models/{model}/infer"), kind);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await visiting;
        http.Dispose();
        stop.Dispose();
    }

    private async Task Visit(Uri model, string kind)
    {
        using var pace = new PeriodicTimer(Between);
        var asked = new List<Task>();
        try
        {
            for (var i = 0; await pace.WaitForNextTickAsync(stop.Token); i++)
            {
                asked.RemoveAll(task => task.IsCompleted);
                if (asked.Count < Clients)
                    asked.Add(Ask(model, kind, i));
            }
        }
        catch (OperationCanceledException)
        {
            // The rollout is over.
        }

        await Task.WhenAll(asked);
    }

    private async Task Ask(Uri model, string kind, int i)
    {
        var x = (i % 97 / 97.0).ToString("0.0000", CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, model)
        {
            Content = new StringContent(
                $$"""
                {"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[{{x}}]},{"name":"kind","shape":[1],"datatype":"BYTES","data":["{{kind}}"]}]}
                """,
                Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.TryAddWithoutValidation("x-client-id", $"visitor-{i % Clients}");
        try
        {
            using var answer = await http.SendAsync(request, stop.Token);
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            // The gateway is counted by the platform; while it is away, nobody is.
        }
    }
}
