namespace Landfall.Bench.Chaos.Faults;

/// <summary>Between the host and the handler of an app: work items, events and calls on their way in, answers on their way back.</summary>
internal sealed class FaultyRequests(FaultyLinks links, string link, HttpMessageHandler direct) : DelegatingHandler(direct)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var fault = await links.Next(link, cancel);
        switch (fault.Kind)
        {
            case FaultKind.LoseRequest:
                throw new HttpRequestException($"chaos: a request on {link} was lost");
            case FaultKind.LoseAnswer:
                await Task.WhenAny(Abandoned(await Copy(request, cancel)), Task.Delay(fault.Wait, cancel));
                throw new HttpRequestException($"chaos: the connection of {link} broke before the answer");
            case FaultKind.Duplicate:
                var again = await Copy(request, cancel);
                _ = Later(fault.Wait, again);
                return await base.SendAsync(request, cancel);
            default:
                return await base.SendAsync(request, cancel);
        }
    }

    private async Task Later(TimeSpan wait, HttpRequestMessage request)
    {
        await Task.Delay(wait, CancellationToken.None);
        await Abandoned(request);
    }

    /// <summary>Nobody waits for the answer; what the handler does, it does to the end.</summary>
    private async Task Abandoned(HttpRequestMessage request)
    {
        try
        {
            using (request)
            using (var answer = await base.SendAsync(request, CancellationToken.None))
                await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or ObjectDisposedException)
        {
            // The handler was killed meanwhile, or the platform ends: it was nobody's answer.
        }
    }

    private static async Task<HttpRequestMessage> Copy(HttpRequestMessage from, CancellationToken cancel)
    {
        var copy = new HttpRequestMessage(from.Method, from.RequestUri) { Version = from.Version, VersionPolicy = from.VersionPolicy };
        foreach (var (name, values) in from.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        if (from.Content is null)
            return copy;

        await from.Content.LoadIntoBufferAsync(cancel);
        copy.Content = new ByteArrayContent(await from.Content.ReadAsByteArrayAsync(cancel));
        foreach (var (name, values) in from.Content.Headers)
            copy.Content.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }
}
