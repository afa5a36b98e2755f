using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Sends by every way; if one fails the whole is repeated, and who got it twice ignores the second.</summary>
public sealed class EveryNotifier(IReadOnlyList<INotifier> ways) : INotifier
{
    public async Task Send(Notification notification, CancellationToken cancel)
    {
        foreach (var way in ways)
            await way.Send(notification, cancel);
    }
}
