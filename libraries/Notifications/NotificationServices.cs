using Landfall.Domain.Checks;
using Landfall.Domain.Events;
using Landfall.Domain.Notifications;
using Landfall.Notifications.Checks;
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
        return services.AddSingleton<IChannels>(_ =>
        {
            var http = new HttpClient();
            return new EnvironmentChannels(
                new EveryNotifier([.. Always(configuration, http)]), configuration, http, TimeProvider.System);
        });
    }

    /// <summary>Posts events to the targets that Environment documents name. A redirect is not followed: what is signed goes to nobody else.</summary>
    public static IServiceCollection AddLandfallEvents(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddSingleton<IEventPost>(_ => new EventPost(
            configuration, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }), TimeProvider.System));
    }

    /// <summary>Starts the outside checks that pipelines name. A redirect is not followed: a token goes to nobody else.</summary>
    public static IServiceCollection AddLandfallChecks(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddSingleton<ICheckStart>(_ => new CheckStart(
            configuration, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }), TimeProvider.System));
    }

    private static IEnumerable<INotifier> Always(IConfiguration configuration, HttpClient http)
    {
        if (configuration["Notifications:Outbox"] is { Length: > 0 } folder)
            yield return new OutboxNotifier(folder);
        if (configuration["Notifications:Webhook"] is { Length: > 0 } address)
            yield return new WebhookNotifier(
                new Uri(address), configuration["Notifications:WebhookSecret"], http, TimeProvider.System);
    }
}
