using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Local.Events;

/// <summary>What a start leaves in the state folder for the next one.</summary>
internal sealed record AzuriteRecord(int Pid, long StartTime, AzuritePorts Ports)
{
    private const string FileName = "azurite.json";

    public static AzuriteRecord? Read(string stateFolder)
    {
        var path = Path.Combine(stateFolder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), AzuriteRecordJson.Default.AzuriteRecord);
        }
        catch (JsonException)
        {
            // Cut off by a crash while it was written: then nothing is known, and a new start is right.
            return null;
        }
    }

    public void Write(string stateFolder)
    {
        var path = Path.Combine(stateFolder, FileName);
        File.WriteAllBytes(
            path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, AzuriteRecordJson.Default.AzuriteRecord));
        File.Move(path + ".new", path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(AzuriteRecord))]
internal sealed partial class AzuriteRecordJson : JsonSerializerContext;
