using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flights.Traffic;

/// <summary>What happened so far.</summary>
/// <param name="Requests">Requests that ended, well or badly.</param>
/// <param name="Failed">Those of them that got no answer, or one outside 200 to 299.</param>
/// <param name="BeforeFirstSuccess">Vain attempts while waiting for the first success; in no other figure.</param>
/// <param name="NotSent">Requests that were due while too many were unanswered; in no other figure.</param>
/// <param name="ByVersion">The same by answering version; "none" where the answer names none, or there is no answer.</param>
internal sealed record TrafficReport(
    long Requests, long Failed, long BeforeFirstSuccess, long NotSent, SortedDictionary<string, VersionReport> ByVersion)
{
    /// <summary>Renamed into place: a reader never sees half a report.</summary>
    public void Save(string path)
    {
        var next = path + ".next";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, TrafficJson.Default.TrafficReport));
        File.Move(next, path, overwrite: true);
    }
}

/// <summary>One version's share; percentiles in milliseconds.</summary>
/// <param name="Failures">How many failed, by HTTP status, or "no answer"; left out where none did.</param>
internal sealed record VersionReport(
    long Requests, long Failed, double? P50, double? P95, double? P99, SortedDictionary<string, long>? Failures);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrafficReport))]
internal sealed partial class TrafficJson : JsonSerializerContext;
