using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Host.Management;

/// <summary>The JSON shapes of the management API.</summary>
internal static class StatusPayload
{
    public static JsonObject Of(OrchestrationState state, bool showInput, IEnumerable<HistoryEvent>? history = null)
    {
        var status = new JsonObject
        {
            ["name"] = state.Name,
            ["instanceId"] = state.InstanceId,
            ["runtimeStatus"] = state.OrchestrationStatus.ToString(),
            ["input"] = showInput ? Json(state.Input) : null,
            ["customStatus"] = Json(state.CustomStatus),
            ["output"] = state.FailureDetails is { } failed
                ? JsonValue.Create($"{failed.ErrorType}: {failed.ErrorMessage}") : Json(state.Output),
            ["createdTime"] = Time(state.CreatedTimestamp),
            ["lastUpdatedTime"] = Time(state.LastUpdatedTimestamp)
        };
        if (history is not null)
            status["historyEvents"] = new JsonArray([.. history.Select(Event).OfType<JsonNode>()]);
        return status;
    }

    /// <summary>The eight addresses a caller needs to follow an instance; the braces are literal.</summary>
    public static JsonObject Check(string root, string id, string hub, string key)
    {
        var instance = $"{root}/instances/{System.Uri.EscapeDataString(id)}";
        var query = $"taskHub={hub}&connection=Storage&code={key}";
        return new JsonObject
        {
            ["id"] = id,
            ["statusQueryGetUri"] = $"{instance}?{query}",
            ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{query}",
            ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}&{query}",
            ["purgeHistoryDeleteUri"] = $"{instance}?{query}",
            ["restartPostUri"] = $"{instance}/restart?{query}",
            ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}&{query}",
            ["resumePostUri"] = $"{instance}/resume?reason={{text}}&{query}"
        };
    }

    /// <summary>A payload as JSON; text that is not JSON is shown as text.</summary>
    public static JsonNode? Json(string? payload)
    {
        if (string.IsNullOrEmpty(payload)) return null;
        try
        {
            return JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            return JsonValue.Create(payload);
        }
    }

    private static JsonObject? Event(HistoryEvent happened)
    {
        var kind = happened.EventTypeCase;
        if (kind is HistoryEvent.EventTypeOneofCase.OrchestratorStarted
            or HistoryEvent.EventTypeOneofCase.OrchestratorCompleted) return null;
        var shown = new JsonObject { ["EventType"] = kind.ToString() };
        switch (kind)
        {
            case HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                shown["FunctionName"] = happened.ExecutionStarted.Name;
                break;
            case HistoryEvent.EventTypeOneofCase.TaskScheduled:
                shown["FunctionName"] = happened.TaskScheduled.Name;
                break;
            case HistoryEvent.EventTypeOneofCase.EventRaised:
                shown["Name"] = happened.EventRaised.Name;
                shown["Input"] = happened.EventRaised.Input;
                break;
            case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                shown["Result"] = happened.TaskCompleted.Result;
                break;
            case HistoryEvent.EventTypeOneofCase.TimerFired:
                shown["FireAt"] = Time(happened.TimerFired.FireAt);
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionCompleted:
                shown["OrchestrationStatus"] = happened.ExecutionCompleted.OrchestrationStatus.ToString();
                shown["Result"] = happened.ExecutionCompleted.Result;
                break;
        }
        shown["Timestamp"] = Time(happened.Timestamp);
        return shown;
    }

    private static string? Time(Timestamp? moment) => moment?.ToDateTime()
        .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
