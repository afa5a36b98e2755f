using System.Net.Http.Json;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Posts blocks to a Slack incoming webhook.</summary>
public sealed class SlackNotifier(Uri address, HttpClient http) : INotifier
{
    private const int LongestHeader = 150;
    private const int LongestText = 3000;

    /// <exception cref="HttpRequestException">Slack did not take it; worth repeating.</exception>
    public async Task Send(Notification notification, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var blocks = new List<object>
        {
            new { type = "header", text = Plain(notification.Subject, LongestHeader) },
            new { type = "section", text = Plain(notification.Text, LongestText) },
        };
        if (notification.Link is { } link)
            blocks.Add(new
            {
                type = "actions",
                elements = new[] { new { type = "button", text = Plain("Open", LongestHeader), url = link.AbsoluteUri } },
            });

        using var answer = await http.PostAsJsonAsync(address, new { text = Escaped(notification.Subject), blocks }, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Plain text knows no mentions and no marks: what a person wrote can call nobody.</summary>
    private static object Plain(string text, int longest) => new
    {
        type = "plain_text",
        text = text.Length <= longest ? text : $"{text[..(longest - 1)]}…",
        emoji = false,
    };

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
