using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Domain.Events;

/// <summary>A CloudEvent 1.0 (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md) about a version.</summary>
/// <param name="Id">The same whenever the same fact is told again.</param>
/// <param name="Source">The address of the installation and the model.</param>
/// <param name="Subject">Model and version, as <c>flights-delay/7</c>.</param>
/// <param name="Time">When it was recorded.</param>
public sealed record CloudEvent(
    string Id, string Source, string Type, string Subject, DateTimeOffset Time, VersionEventData Data)
{
    /// <summary>The media type of <see cref="Json"/>.</summary>
    public const string MediaType = "application/cloudevents+json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default,
    };

    public string SpecVersion => "1.0";

    public string DataContentType => "application/json";

    /// <summary>The structured mode: event and data in one JSON text. Attribute names are in lower case, as the format wants it.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            specversion = SpecVersion,
            id = Id,
            source = Source,
            type = Type,
            subject = Subject,
            time = Time,
            datacontenttype = DataContentType,
            data = Data,
        },
        Format);
}

/// <param name="Weight">Percent of live traffic that the version has from then on.</param>
/// <param name="Serving">The version that answers the rest, or all of it after a rollback; null when there is none.</param>
/// <param name="By">Who or which rule.</param>
/// <param name="Record">The entry of the run's record that says so.</param>
public sealed record VersionEventData(
    string Model, int Version, string Digest, int Weight, VersionEventServing? Serving, string Pipeline, string Run, string Dataset,
    string By, string Reason, VersionEventRecord Record);

public sealed record VersionEventServing(int Version, string Digest);

/// <param name="Hash">Its hash in the chain: <c>landfall record verify</c> proves it.</param>
public sealed record VersionEventRecord(int Entry, string Hash);
