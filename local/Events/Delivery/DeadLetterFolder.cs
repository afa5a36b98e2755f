using System.Text.Json;

namespace Landfall.Local.Events;

/// <summary>Writes dead letters as files, in the layout Event Grid uses in a dead-letter container.</summary>
internal sealed class DeadLetterFolder
{
    public async Task WriteAsync(EventSubscription subscription, DeadLetter letter)
    {
        if (subscription.DeadLetterFolder is not { } root)
            return;

        var died = letter.Died;
        var folder = Path.Combine(root, subscription.Name.ToUpperInvariant(),
            $"{died:yyyy}", $"{died.Month}", $"{died.Day}", $"{died.Hour}");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(
            Path.Combine(folder, $"{letter.Event.Id}-{letter.Id}.json"),
            JsonSerializer.SerializeToUtf8Bytes([DeadLetterFile.Of(letter)], EventJson.Default.DeadLetterFileArray));
    }
}
