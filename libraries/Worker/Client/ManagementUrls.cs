namespace Landfall.Worker;

/// <summary>The addresses of one orchestration in the host's HTTP management API.</summary>
internal static class ManagementUrls
{
    public static HttpManagementPayload Create(DurableClientBinding binding, string instanceId)
    {
        var root = binding.ManagementUrl ?? throw new InvalidOperationException(
            "The host told no HTTP address of its management API, so no addresses can be made from it.");
        var instance = $"{root.TrimEnd('/')}/instances/{Uri.EscapeDataString(instanceId)}";
        var key = binding.RequiredQueryStringParameters?.TrimStart('?', '&');

        return new(
            instanceId,
            Join(instance, key),
            Join($"{instance}/raiseEvent/{{eventName}}", key),
            Join($"{instance}/terminate?reason={{text}}", key),
            Join($"{instance}/rewind?reason={{text}}", key),
            Join(instance, key),
            Join($"{instance}/restart", key),
            Join($"{instance}/suspend?reason={{text}}", key),
            Join($"{instance}/resume?reason={{text}}", key));
    }

    private static string Join(string url, string? query) =>
        string.IsNullOrEmpty(query) ? url : url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
}
