namespace Flights.Traffic;

/// <summary>What to send, where to, and how fast.</summary>
/// <param name="Url">The gateway or server, without path.</param>
/// <param name="Model">The model's name in the request path.</param>
/// <param name="Rate">Requests per second, whatever the answers do.</param>
/// <param name="Clients">Distinct <c>x-client-id</c>; from <paramref name="Rate"/> on, each sends at most one a second.</param>
/// <param name="Duration">How long to send; null means until stopped.</param>
/// <param name="WaitForFirst">Ask gently until the first success, and only then start to count.</param>
internal sealed record TrafficSettings(
    Uri Url, string Model, double Rate, int Clients, TimeSpan? Duration, bool WaitForFirst)
{
    /// <summary>Beyond so many unanswered requests nothing more is sent: memory has an end.</summary>
    public const int MostInFlight = 2_000;

    public Uri Endpoint => new(Url, $"/v2/models/{Uri.EscapeDataString(Model)}/infer");

    /// <exception cref="ArgumentException">Says which option is wrong and what was expected.</exception>
    public static TrafficSettings Checked(
        string url, string model, double rate, int clients, double? duration, bool waitForFirst)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new ArgumentException($"--url is '{url}'; expected http://host:port.");
        if (string.IsNullOrWhiteSpace(model))
            throw new ArgumentException("--model is empty; expected the model's name, as flights-delay.");
        if (rate is not (> 0 and <= 20_000))
            throw new ArgumentException($"--rate is {rate}; expected more than 0, at most 20000 requests a second.");
        if (clients is < 1 or > 1_000_000)
            throw new ArgumentException($"--clients is {clients}; expected 1 to 1000000.");
        if (duration is not (null or (> 0 and <= 604_800)))
            throw new ArgumentException($"--duration is {duration}; expected seconds, more than 0, at most a week.");
        return new TrafficSettings(
            uri, model, rate, clients, duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null, waitForFirst);
    }
}
