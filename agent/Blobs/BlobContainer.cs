using System.Net;
using System.Net.Http.Headers;

namespace Landfall.Agent.Blobs;

/// <summary>
/// One container, reached by a signed address. The few REST calls the agent needs are made by hand, so that it stays one
/// small file. Addresses never appear in messages: they carry the signature.
/// </summary>
internal sealed class BlobContainer(HttpClient http, string sas, TimeProvider time)
{
    private const string Version = "2024-11-04";

    /// <summary>An account that is moved or started again is away for minutes; a trainer's hours are not thrown away for that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Uri address = Uri.TryCreate(sas, UriKind.Absolute, out var uri) && uri.Query.Contains("sig=", StringComparison.Ordinal)
        ? uri
        : throw Arguments.Usage("the container's address is not a signed URL (https://account/container?…sig=…)");

    /// <returns>The content, or null when there is no such blob.</returns>
    public async Task<byte[]?> Read(string name, int limit, CancellationToken cancel)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, At(name)), name, cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;

        Accept(answer, name, "read");
        if (answer.Content.Headers.ContentLength is not { } length || length > limit)
            throw new AgentFailure(ExitCode.Refused, $"{name} is larger than {limit:N0} bytes; it cannot be what is expected");

        var content = await answer.Content.ReadAsByteArrayAsync(cancel);
        return content;
    }

    /// <summary>Streams a blob from an offset on.</summary>
    public async Task<Stream> Open(string name, long from, CancellationToken cancel)
    {
        var answer = await Send(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, At(name));
                if (from > 0)
                    request.Headers.Range = new RangeHeaderValue(from, null);
                return request;
            },
            name, cancel);

        if (answer.StatusCode == HttpStatusCode.NotFound)
            throw new AgentFailure(ExitCode.Refused, $"{name} is missing in the container");

        Accept(answer, name, "read");
        return await answer.Content.ReadAsStreamAsync(cancel);
    }

    /// <returns>False when a blob of that name exists already.</returns>
    public async Task<bool> Create(string name, Func<HttpContent> content, CancellationToken cancel)
    {
        using var answer = await Send(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, At(name)) { Content = content() };
                request.Headers.Add("x-ms-blob-type", "BlockBlob");
                request.Headers.TryAddWithoutValidation("If-None-Match", "*");
                return request;
            },
            name, cancel);

        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed)
            return false;

        Accept(answer, name, "written");
        return true;
    }

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make, string name, CancellationToken cancel)
    {
        var since = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var isLast = time.GetElapsedTime(since) >= Patience;
            try
            {
                using var request = make();
                request.Headers.Add("x-ms-version", Version);
                var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                if ((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests)
                    return answer;

                if (isLast)
                    return answer;
                answer.Dispose();
            }
            catch (HttpRequestException failure) when (isLast)
            {
                throw new AgentFailure(ExitCode.Storage, $"storage cannot be reached for {name}: {failure.Message}", failure);
            }
            catch (HttpRequestException)
            {
                // The next try follows.
            }

            var pause = TimeSpan.FromMilliseconds(200 * Math.Pow(2, Math.Min(attempt, 10)));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancel);
        }
    }

    private static void Accept(HttpResponseMessage answer, string name, string verb)
    {
        if (answer.IsSuccessStatusCode)
            return;

        var why = answer.StatusCode == HttpStatusCode.Forbidden
            ? "the signed address does not allow it, or has expired"
            : $"storage answered {(int)answer.StatusCode} {answer.ReasonPhrase}";
        throw new AgentFailure(ExitCode.Storage, $"{name} could not be {verb}: {why}");
    }

    private Uri At(string name)
    {
        var path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        return new UriBuilder(address) { Path = $"{address.AbsolutePath.TrimEnd('/')}/{path}" }.Uri;
    }
}
