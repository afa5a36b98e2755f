namespace Landfall.Worker;

/// <summary>Answers a caller with where to watch what was started.</summary>
public static class CheckStatusResult
{
    /// <returns>202 with <c>Location</c>, <c>Retry-After</c> and the addresses as JSON.</returns>
    public static IResult CreateCheckStatusResponse(this DurableTaskClient client, HttpRequest request, string instanceId)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var payload = client.CreateHttpManagementPayload(instanceId);
        request.HttpContext.Response.Headers.RetryAfter = "10";
        return Microsoft.AspNetCore.Http.Results.Accepted(payload.StatusQueryGetUri, payload);
    }
}
