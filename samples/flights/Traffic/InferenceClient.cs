using System.Net.Http.Headers;

namespace Flights.Traffic;

/// <summary>Sends one prepared request and says how it ended.</summary>
internal sealed class InferenceClient(Uri endpoint, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <exception cref="OperationCanceledException">Only when <paramref name="cancelled"/> asks for it.</exception>
    public async Task<Outcome> Send(byte[] body, string client, CancellationToken cancelled)
    {
        var started = time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = Json;
            request.Headers.TryAddWithoutValidation("x-client-id", client);
            using var response = await http.SendAsync(request, cancelled);
            return new Outcome(Version(response), !response.IsSuccessStatusCode, time.GetElapsedTime(started),
                (int)response.StatusCode);
        }
        catch (Exception error) when (error is HttpRequestException or IOException
            || (error is OperationCanceledException && !cancelled.IsCancellationRequested))
        {
            return new Outcome(Tally.NoVersion, Failed: true, time.GetElapsedTime(started), Status: null);
        }
    }

    public void Dispose() => http.Dispose();

    private static string Version(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-landfall-version", out var values) && values.FirstOrDefault() is { Length: > 0 } version
            ? version
            : Tally.NoVersion;
}
