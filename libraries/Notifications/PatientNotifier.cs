using System.Net.Mail;
using System.Net.Sockets;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Gives each try a bounded time, and tries a few times: then it says that the message could not be delivered.</summary>
/// <param name="patience">For one try.</param>
public sealed class PatientNotifier(INotifier inner, TimeSpan patience, TimeProvider time) : INotifier
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    /// <exception cref="IOException">It could not be delivered within all tries.</exception>
    public async Task Send(Notification notification, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Once(notification, cancel);
                return;
            }
            catch (Exception failure) when (IsTransient(failure) && !cancel.IsCancellationRequested)
            {
                if (attempt == Pauses.Length)
                    throw new IOException($"not delivered in {attempt + 1} tries: {failure.Message}", failure);
                await Task.Delay(Pauses[attempt], time, cancel);
            }
        }
    }

    /// <summary>What does not obey its cancellation is left behind: the next try has a connection of its own.</summary>
    private async Task Once(Notification notification, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            await inner.Send(notification, over.Token).WaitAsync(patience, time, cancel);
        }
        catch (TimeoutException)
        {
            await over.CancelAsync();
            throw new TimeoutException($"no answer within {patience.TotalSeconds:0.#} s");
        }
    }

    private static bool IsTransient(Exception failure) =>
        failure is HttpRequestException or SmtpException or SocketException or IOException or TimeoutException or OperationCanceledException;
}
