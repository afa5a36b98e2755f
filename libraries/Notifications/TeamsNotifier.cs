using System.Net.Http.Json;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Posts an adaptive card to a Teams workflow webhook.</summary>
public sealed class TeamsNotifier(Uri address, HttpClient http) : INotifier
{
    /// <exception cref="HttpRequestException">The workflow did not take it; worth repeating.</exception>
    public async Task Send(Notification notification, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notification);
        object[] actions = notification.Link is { } link
            ? [new { type = "Action.OpenUrl", title = "Open", url = link.AbsoluteUri }]
            : [];
        var card = new Dictionary<string, object>
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new object[]
            {
                // Not TextBlock for what people wrote: it reads Markdown. A run of text shows every sign as it is.
                Text(notification.Subject, isHeading: true), Text(notification.Text, isHeading: false),
            },
            ["actions"] = actions,
        };
        var message = new
        {
            type = "message",
            attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = card } },
        };
        using var answer = await http.PostAsJsonAsync(address, message, cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static object Text(string text, bool isHeading) => new
    {
        type = "RichTextBlock",
        inlines = new[] { new { type = "TextRun", text, weight = isHeading ? "bolder" : "default", size = isHeading ? "large" : "default" } },
    };
}
