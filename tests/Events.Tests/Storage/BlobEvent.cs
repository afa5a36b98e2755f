using System.Text.Json;

namespace Landfall.Events.Tests.Storage;

internal sealed record BlobEvent(JsonElement Body)
{
    public string Subject => Body.GetProperty("subject").GetString()!;
    public string Type => Body.GetProperty("eventType").GetString()!;
    public string Data(string name) => Body.GetProperty("data").GetProperty(name).ToString();
}
