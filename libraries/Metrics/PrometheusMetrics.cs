using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Landfall.Domain.Serving;

namespace Landfall.Metrics;

/// <summary>
/// Asks the HTTP API of Prometheus (https://prometheus.io/docs/prometheus/latest/querying/api/) for one number. An Azure Monitor
/// workspace speaks the same and wants a token of Entra ID: the app's identity needs the role Monitoring Data Reader on it.
/// </summary>
/// <param name="credential">Used for Azure Monitor workspaces alone; null where there are none.</param>
public sealed class PrometheusMetrics(HttpClient http, TokenCredential? credential = null) : IMetricSource
{
    private const string AzureMonitor = ".prometheus.monitor.azure.com";
    private const string Scope = "https://prometheus.monitor.azure.com/.default";

    /// <returns>Null unless the expression gives exactly one finite number.</returns>
    public async Task<double?> Read(Uri source, string query, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Slash(source), "api/v1/query"))
            {
                Content = new FormUrlEncodedContent([new("query", query)]),
            };
            if (credential is not null && IsAzureMonitor(source))
                request.Headers.Authorization = await AzureBearer.Of(credential, Scope, cancel);
            using var answer = await http.SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
                return null;

            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancel);
            return Number(json.RootElement);
        }
        catch (Exception silent) when (!cancel.IsCancellationRequested
            && silent is HttpRequestException or IOException or JsonException or OperationCanceledException or AuthenticationFailedException)
        {
            return null;        // no number is no judgement; the plan says how long that may last
        }
    }

    private static double? Number(JsonElement root)
    {
        if (Part(root, "data") is not { } data || Part(data, "result") is not { ValueKind: JsonValueKind.Array } result)
            return null;

        return Part(data, "resultType") switch
        {
            { ValueKind: JsonValueKind.String } type when type.ValueEquals("scalar") => Value(result),
            { ValueKind: JsonValueKind.String } type when type.ValueEquals("vector") && result.GetArrayLength() == 1 =>
                Part(result[0], "value") is { } value ? Value(value) : null,
            _ => null,
        };
    }

    /// <returns>Null as well where a proxy's answer has another shape than Prometheus gives it.</returns>
    private static JsonElement? Part(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : null;

    /// <summary>A pair of time and text.</summary>
    private static double? Value(JsonElement pair) =>
        pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2 && pair[1].ValueKind == JsonValueKind.String
        && double.TryParse(pair[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A token goes to Azure alone, and never in the clear.</summary>
    private static bool IsAzureMonitor(Uri source) =>
        source.Scheme == Uri.UriSchemeHttps && source.Host.EndsWith(AzureMonitor, StringComparison.OrdinalIgnoreCase);

    private static Uri Slash(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new($"{address.AbsoluteUri}/");
}
