using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;

namespace Landfall.Notifications.Checks;

/// <summary>What a workflow is given: the author's inputs, what is checked as JSON, and where the answer goes.</summary>
internal static class CheckInputs
{
    public static JsonObject Of(CheckSpec check, CheckMessage message)
    {
        var inputs = new JsonObject(check.Given.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))
        {
            ["landfall"] = message.Subject.Json(),
            ["landfall_callback"] = message.Callback.AbsoluteUri,
        };
        return inputs;
    }
}
