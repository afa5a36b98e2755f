using System.Text.Json;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>
/// Lays messages into a folder that only its owner reads, for one machine: <c>{about}-{person}.json</c>, the newest counts.
/// The same message again changes nothing.
/// </summary>
public sealed class OutboxNotifier(string folder) : INotifier
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task Send(Notification notification, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notification);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Part(notification.About)}-{Part(notification.Person)}.json");
        var before = await IdIn(path, cancel);
        if (before == notification.Id)
            return;

        var draft = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(draft, options))
        {
            var message = new
            {
                notification.Id,
                notification.To,
                notification.Subject,
                notification.Text,
                Link = notification.Link?.AbsoluteUri,
                notification.ExpiresAt,
            };
            await JsonSerializer.SerializeAsync(file, message, Format, cancel);
        }

        try
        {
            File.Move(draft, path, overwrite: before is not null);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The same message was being sent twice at the same time, and the other one was faster.
            File.Delete(draft);
        }
    }

    /// <returns>Which message lies there; null when none does.</returns>
    private static async Task<string?> IdIn(string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
            return null;

        await using var file = File.OpenRead(path);
        using var json = await JsonDocument.ParseAsync(file, cancellationToken: cancel);
        return json.RootElement.TryGetProperty("id", out var id) ? id.GetString() ?? "" : "";
    }

    /// <summary>Ids come from documents and become file names: what is not a letter, digit, dot or dash becomes one.</summary>
    private static string Part(string id) =>
        string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@' ? c : '-')).TrimStart('.');
}
