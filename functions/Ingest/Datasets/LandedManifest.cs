using System.Text.Json;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Ingest.Datasets;

/// <summary>A manifest as a deliverer writes it: <c>{"files": ["a.parquet", …]}</c> or a list of names.</summary>
internal static class LandedManifest
{
    public static IReadOnlyList<string> Files(string blob, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var list = json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.GetProperty("files")
                : json.RootElement;
            var names = list.EnumerateArray().Select(item => item.GetString()).ToList();
            return names.Contains(null)
                ? throw new JsonException("A name is null.")
                : [.. names.OfType<string>().Distinct(StringComparer.Ordinal)];
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new TerminalFailure(
                $"{blob} is no manifest: expected {{\"files\": [\"name\", …]}} or a list of names. {wrong.Message}");
        }
    }
}
