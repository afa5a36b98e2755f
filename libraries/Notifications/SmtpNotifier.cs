using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Sends mail over SMTP, with STARTTLS unless the server is this machine.</summary>
public sealed class SmtpNotifier : INotifier
{
    private const int DefaultPort = 587;

    private readonly string host;
    private readonly int port;
    private readonly MailAddress from;
    private readonly string? password;

    /// <param name="password">Null for a server that asks for none.</param>
    /// <exception cref="InvalidOperationException">Server or sender are missing or no such thing.</exception>
    public SmtpNotifier(ChannelSpec spec, string? password)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var parts = (spec.Server ?? "").Split(':');
        if (parts is not [{ Length: > 0 } name, ..] || !MailAddress.TryCreate(spec.From, out var sender))
            throw new InvalidOperationException("a mail channel needs server (host:port) and from (a mail address).");
        (host, from, this.password) = (name, sender, password);
        port = parts.Length == 1 ? DefaultPort
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and < 65536 ? given
            : throw new InvalidOperationException($"'{spec.Server}' is no host:port.");
    }

    /// <exception cref="SmtpException">The server did not take it; worth repeating.</exception>
    /// <exception cref="InvalidOperationException">The address is none.</exception>
    public async Task Send(Notification notification, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notification);
        if (!MailAddress.TryCreate(notification.To, out var to))
            throw new InvalidOperationException($"'{notification.To}' is no mail address.");

        using var client = new SmtpClient(host, port)
        {
            EnableSsl = !IsHere,
            Credentials = password is null ? null : new NetworkCredential(from.Address, password),
        };
        using var message = new MailMessage(from, to)
        {
            // Names come from documents: no line of theirs becomes a header.
            Subject = new([.. notification.Subject.Select(c => char.IsControl(c) ? ' ' : c)]),
            SubjectEncoding = Encoding.UTF8,
            Body = notification.Link is { } link ? $"{notification.Text}\n\n{link.AbsoluteUri}\n" : notification.Text,
            BodyEncoding = Encoding.UTF8,
        };
        // The same id whenever it is sent again: mail programs show it once.
        message.Headers.Add("Message-ID", $"<{notification.About}.{Id(notification)}@landfall>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        await client.SendMailAsync(message, cancel);
    }

    private bool IsHere => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string Id(Notification notification) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{notification.To}\n{notification.Subject}\n{notification.Text}")))[..16];
}
