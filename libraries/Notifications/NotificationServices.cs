using Landfall.Domain.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Notifications;

public static class NotificationServices
{
    /// <summary>
    /// What the installation always uses (the outbox folder <c>Notifications:Outbox</c>, a webhook
    /// <c>Notifications:Webhook</c>, or both) and the channels of the Environment documents.
    /// </summary>
    public static IServiceCollection AddLandfallNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var http = new HttpClient();
        var notifiers = new List<INotifier>();
        if (configuration["Notifications:Outbox"] is { Length: > 0 } folder)
            notifiers.Add(new OutboxNotifier(folder));
        if (configuration["Notifications:Webhook"] is { Length: > 0 } address)
            notifiers.Add(new WebhookNotifier(
                new Uri(address), configuration["Notifications:WebhookSecret"], http, TimeProvider.System));

        var always = notifiers.Count > 0 ? new EveryNotifier(notifiers) : null;
        return always is not null
            ? services.AddSingleton<IChannels>(new EnvironmentChannels(always, configuration, http, TimeProvider.System))
            : throw new InvalidOperationException(
                "Notifications:Outbox (a folder) or Notifications:Webhook (an https address) must be set: people are asked there.");
    }
}
