using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>A channel that is not set up: whoever uses it is told why, and other channels go on.</summary>
internal sealed class UnusableNotifier(string why) : INotifier
{
    public Task Send(Notification notification, CancellationToken cancel) => throw new InvalidOperationException(why);
}
