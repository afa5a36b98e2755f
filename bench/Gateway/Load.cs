using System.Diagnostics;
using System.Net;
using System.Text;

namespace Landfall.Bench.Gateway;

/// <param name="Median">Microseconds.</param>
/// <param name="P99">Microseconds.</param>
internal sealed record LoadResult(double PerSecond, double Median, double P99)
{
    public static LoadResult MedianOf(IReadOnlyList<LoadResult> rounds) => new(
        Middle(rounds.Select(round => round.PerSecond)), Middle(rounds.Select(round => round.Median)), Middle(rounds.Select(round => round.P99)));

    private static double Middle(IEnumerable<double> all)
    {
        var sorted = all.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>Callers who each send the next request when the last is answered.</summary>
internal static class Load
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        $$"""{"id":"1","inputs":[{"name":"x","shape":[16],"datatype":"FP64","data":[{{string.Join(',', Enumerable.Repeat("0.123456789012345678", 16))}}]}]}""");

    /// <exception cref="HttpRequestException">A request was not answered with success: such figures mean nothing.</exception>
    public static async Task<LoadResult> Run(Uri address, int clients, TimeSpan time, CancellationToken cancel)
    {
        using var http = Client(address);
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => Call(http, watch, time, cancel), cancel)));
        var seconds = watch.Elapsed.TotalSeconds;
        var sorted = times.SelectMany(one => one).Order().ToList();
        return new(sorted.Count / seconds, sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)]);
    }

    public static HttpClient Client(Uri address) => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    public static async Task<HttpStatusCode> Once(HttpClient http, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(Body);
        content.Headers.ContentType = new("application/json");
        using var answer = await http.PostAsync("v2/models/bench/infer", content, cancel);
        await answer.Content.CopyToAsync(Stream.Null, cancel);
        return answer.StatusCode;
    }

    private static async Task<List<double>> Call(HttpClient http, Stopwatch watch, TimeSpan time, CancellationToken cancel)
    {
        var times = new List<double>();
        while (watch.Elapsed < time)
        {
            var began = Stopwatch.GetTimestamp();
            var status = await Once(http, cancel);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            if (status != HttpStatusCode.OK)
                throw new HttpRequestException($"{http.BaseAddress} answered {(int)status}", null, status);
        }

        return times;
    }
}
