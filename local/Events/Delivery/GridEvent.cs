using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Local.Events;

/// <summary>An event in the Event Grid schema.</summary>
public sealed record GridEvent
{
    public required string Id { get; init; }

    /// <summary>The resource it comes from. Set by the grid; a publisher leaves it out.</summary>
    public string? Topic { get; init; }

    public required string Subject { get; init; }
    public required string EventType { get; init; }
    public required DateTimeOffset EventTime { get; init; }
    public JsonElement Data { get; init; }
    public string DataVersion { get; init; } = "";
    public string MetadataVersion { get; init; } = "1";
}

/// <summary>The same event as CloudEvents 1.0 names its parts.</summary>
internal sealed record CloudEvent(
    string Specversion, string Type, string Source, string Id, DateTimeOffset Time, string Subject, JsonElement Data)
{
    public static CloudEvent Of(GridEvent source) => new(
        "1.0", source.EventType, source.Topic ?? "", source.Id, source.EventTime, source.Subject, source.Data);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GridEvent))]
[JsonSerializable(typeof(GridEvent[]))]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(EventSubscription))]
[JsonSerializable(typeof(BlobEventData))]
[JsonSerializable(typeof(BlobWrite))]
[JsonSerializable(typeof(ValidationData))]
[JsonSerializable(typeof(ValidationAnswer))]
[JsonSerializable(typeof(DeadLetterFile[]))]
internal sealed partial class EventJson : JsonSerializerContext;
