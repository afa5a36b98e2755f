using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Metrics;

/// <summary>
/// Asks a Log Analytics workspace (https://learn.microsoft.com/azure/azure-monitor/logs/api/request-format) for one number. The app's
/// identity needs the role Log Analytics Reader on it.
/// </summary>
public sealed class LogAnalyticsLogs(HttpClient http, TokenCredential credential) : ILogSource
{
    private const string PublicCloud = "https://api.loganalytics.azure.com/";
    private const string Scope = "https://api.loganalytics.io/.default";

    /// <returns>Null unless the query gives exactly one row with one finite number.</returns>
    public async Task<double?> Read(LogAnalyticsSpec source, string kql, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(kql);
        try
        {
            var api = new Uri((source.Api ?? PublicCloud).TrimEnd('/') + "/");
            if (!SecureAddress.Is(api))
                return null;    // a token never goes in the clear

            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri(api, $"v1/workspaces/{Uri.EscapeDataString(source.Workspace)}/query"))
            {
                Content = JsonContent.Create(new { query = kql }),
            };
            // A cloud of its own has a scope of its own, under the address of its API.
            request.Headers.Authorization = await AzureBearer.Of(
                credential, source.Api is null ? Scope : $"{api.GetLeftPart(UriPartial.Authority)}/.default", cancel);
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
        // A part of an answer comes with an error beside it: that is no number either.
        if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("error", out _)
            || !root.TryGetProperty("tables", out var tables) || tables.ValueKind != JsonValueKind.Array || tables.GetArrayLength() != 1
            || tables[0].ValueKind != JsonValueKind.Object || !tables[0].TryGetProperty("rows", out var rows)
            || rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() != 1
            || rows[0].ValueKind != JsonValueKind.Array || rows[0].GetArrayLength() != 1)
        {
            return null;
        }

        return rows[0][0].ValueKind == JsonValueKind.Number && rows[0][0].TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
    }
}
