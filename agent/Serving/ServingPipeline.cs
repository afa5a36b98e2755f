using System.Net;
using System.Security.Cryptography;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>What happens to one request: identified, given its turn, forwarded, counted, logged.</summary>
internal sealed class ServingPipeline(
    ServeOptions options, Forwarder forwarder, Places places, RequestCounters counters, PredictionRing log, TimeProvider time,
    InputSketch? inputs = null, StandIn? standIn = null)
{
    private const int LoggedBody = 256 * 1024;
    private readonly RowKeys keys = new(options.JoinOn ?? []);

    public async Task Handle(HttpContext http)
    {
        var facts = RequestFacts.Of(http);
        http.Response.Headers[AgentHeaders.RequestId] = facts.Id;
        http.Response.Headers[AgentHeaders.Version] = options.Version;

        var began = time.GetTimestamp();
        var arrived = time.GetUtcNow();
        counters.Enter();
        try
        {
            var request = IsInference(http) ? await Body(http) : null;
            var stands = standIn is not null && StandIn.Fits(http, facts, request) ? standIn : null;
            var (outcome, waited) = await Ask(http, facts, request, holdFailures: stands is not null);

            if (IsInference(http))
                Count(facts, arrived, time.GetElapsedTime(began), outcome, waited, request);
            else if (outcome.IsFailure)
                counters.CountOther(facts.Stratum, facts.Mirror);

            if (outcome.Unsaid is null)
                return;
            if (outcome.IsFailure && stands is not null && await stands.Answer(http, facts, request))
                counters.CountStoodIn(facts.Stratum, facts.Mirror);
            else
                await Forwarder.Refuse(http, outcome);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client left: nobody knows what the server would have said, so it counts for neither side.
        }
        catch (Exception broken) when (broken is IOException && !http.Response.HasStarted)
        {
            // The client's body broke off before the server was asked.
            await Forwarder.Refuse(http, new((int)HttpStatusCode.BadRequest, Unsaid: "the request's body broke off"));
        }
        finally
        {
            counters.Leave();
        }
    }

    /// <summary>The server's part: its turn and its answer, both within the time there is.</summary>
    private async Task<(Outcome Outcome, bool Waited)> Ask(
        HttpContext http, RequestFacts facts, ReadOnlyMemory<byte>? request, bool holdFailures)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(options.Timeout);
        if (!IsInference(http))
            return (await forwarder.Forward(http, facts, request, holdFailures, limit.Token), false);

        try
        {
            using var place = await places.Take(limit.Token);
            return place.IsRefused
                ? (new((int)HttpStatusCode.ServiceUnavailable, Unsaid: "too many requests wait for this server"), true)
                : (await forwarder.Forward(http, facts, request, holdFailures, limit.Token), place.Waited);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return (forwarder.TooLate, true);
        }
    }

    private void Count(
        RequestFacts facts, DateTimeOffset arrived, TimeSpan took, Outcome outcome, bool waited, ReadOnlyMemory<byte>? request)
    {
        counters.Count(
            facts.Stratum, facts.Mirror, facts.Client, outcome.IsFailure, waited || took > options.Slow, took.TotalMilliseconds);
        Log(facts, arrived, took, outcome.Status, request, outcome.Body);
        if (!facts.Mirror && outcome.Status == 200)
            inputs?.Add(request);
    }

    private void Log(
        RequestFacts facts, DateTimeOffset arrived, TimeSpan took, int status, ReadOnlyMemory<byte>? request, byte[]? answer)
    {
        var (labels, scores) = status == 200 ? InferAnswer.Read(answer) : default;
        var joined = facts.Mirror ? null : keys.Of(request, facts.Id, labels?.Count ?? 0);
        log.Add(seq => new(
            seq, facts.Id, arrived, options.Version, facts.Stratum, facts.Mirror, took.TotalMilliseconds, status, labels, scores,
            request is { } body ? Convert.ToHexStringLower(SHA256.HashData(body.Span)) : null, joined));
    }

    /// <summary>Health checks and metadata are no work: counting them would thin out every error rate.</summary>
    private static bool IsInference(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value!.EndsWith("/infer", StringComparison.Ordinal);

    /// <summary>Small bodies are read once, so that they can be hashed and sent again; large ones are streamed.</summary>
    private static async Task<ReadOnlyMemory<byte>?> Body(HttpContext http)
    {
        if (http.Request.ContentLength is not ({ } length and > 0 and <= LoggedBody))
            return null;

        var body = new byte[length];
        await http.Request.Body.ReadExactlyAsync(body, http.RequestAborted);
        return body;
    }
}
