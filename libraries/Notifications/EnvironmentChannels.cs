using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Notifications;
using Microsoft.Extensions.Configuration;

namespace Landfall.Notifications;

/// <summary>
/// The channels of an Environment document, beside what the installation always uses. Secrets are settings
/// (<c>Notifications__Secrets__name</c>): a document names them and never holds them.
/// </summary>
public sealed class EnvironmentChannels(
    INotifier? always, IConfiguration configuration, HttpClient http, TimeProvider time) : IChannels
{
    /// <summary>How long one delivery may take: a mail server that hangs must not hold up the others.</summary>
    private readonly TimeSpan patience = TimeSpan.TryParse(
        configuration["Notifications:Patience"], System.Globalization.CultureInfo.InvariantCulture, out var set) ? set : TimeSpan.FromSeconds(20);

    public IReadOnlyList<Channel> To(EnvironmentSpec environment, string person)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var channels = new List<Channel>();
        if (always is not null)
            channels.Add(new("", IsPersonal: true, always));

        var own = environment.People.GetValueOrDefault(person)?.Channels ?? [];
        var names = own.Count > 0 ? own : environment.Channels.Where(pair => pair.Value.Personal).Select(pair => pair.Key);
        channels.AddRange(names.Where(environment.Channels.ContainsKey).Select(name => Open(name, environment.Channels[name])));
        return channels;
    }

    private Channel Open(string name, ChannelSpec spec)
    {
        try
        {
            return new(name, spec.Personal, new PatientNotifier(Way(name, spec), patience, time));
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or UriFormatException)
        {
            return new(name, spec.Personal, new UnusableNotifier($"channel {name}: {wrong.Message}"));
        }
    }

    private INotifier Way(string name, ChannelSpec spec) => spec.Kind switch
    {
        ChannelKind.Mail => new SmtpNotifier(spec, spec.Secret is null ? null : Secret(name, spec.Secret)),
        ChannelKind.Teams => new TeamsNotifier(Address(name, spec), http),
        ChannelKind.Slack => new SlackNotifier(Address(name, spec), http),
        _ => new WebhookNotifier(Address(name, spec), configuration["Notifications:WebhookSecret"], http, time),
    };

    private Uri Address(string name, ChannelSpec spec)
    {
        var address = new Uri(spec.Url ?? Secret(name, spec.Secret ?? ""));
        return SecureAddress.Is(address)
            ? address
            : throw new InvalidOperationException("its address must be https.");
    }

    private string Secret(string channel, string name) => configuration[$"Notifications:Secrets:{name}"] is { Length: > 0 } secret
        ? secret
        : throw new InvalidOperationException($"the secret '{name}' is not set: Notifications__Secrets__{name}, for channel {channel}.");
}
