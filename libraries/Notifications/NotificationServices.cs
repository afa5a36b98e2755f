using Landfall.Domain.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Notifications;

public static class NotificationServices
{
    /// <summary>The outbox folder <c>Notifications:Outbox</c>, a webhook <c>Notifications:Webhook</c>, or both.</summary>
    /// <exception cref="InvalidOperationException">Neither is set: people would never hear of a question.</exception>
    public static IServiceCollection AddLandfallNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        var notifiers = new List<INotifier>();
        if (configuration["Notifications:Outbox"] is { Length: > 0 } folder)
            notifiers.Add(new OutboxNotifier(folder));
        if (configuration["Notifications:Webhook"] is { Length: > 0 } address)
            notifiers.Add(new WebhookNotifier(
                new Uri(address), configuration["Notifications:WebhookSecret"], new HttpClient(), TimeProvider.System));

        return notifiers.Count > 0
            ? services.AddSingleton<INotifier>(new EveryNotifier(notifiers))
            : throw new InvalidOperationException(
                "Notifications:Outbox (a folder) or Notifications:Webhook (an https address) must be set: people are asked there.");
    }
}
