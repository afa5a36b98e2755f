using System.Text.Json;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Lays messages into a folder that only its owner reads, for one machine: <c>{about}-{person}.json</c>, the newest counts.</summary>
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
        var draft = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(draft, options))
        {
            var message = new
            {
                notification.To,
                notification.Subject,
                notification.Text,
                Link = notification.Link?.AbsoluteUri,
                notification.ExpiresAt,
            };
            await JsonSerializer.SerializeAsync(file, message, Format, cancel);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Ids come from documents and become file names: what is not a letter, digit, dot or dash becomes one.</summary>
    private static string Part(string id) =>
        string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@' ? c : '-')).TrimStart('.');
}
