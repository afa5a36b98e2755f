using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Configuration;

namespace Landfall.Notifications.Checks;

/// <summary>
/// The secrets of checks: settings <c>Checks__Secrets__name</c>, apart from those of messages. A pipeline names both a secret
/// and an address, so a token goes only to the host that it is for: the usual one of its kind, or one of
/// <c>Checks__Hosts__name</c>. The secret of a webhook never leaves: it only signs.
/// </summary>
internal sealed class CheckSecrets(IConfiguration configuration)
{
    /// <exception cref="TerminalFailure">It is not set, or must not go there.</exception>
    public string For(CheckSpec check, Uri address)
    {
        if (configuration[$"Checks:Secrets:{check.Secret}"] is not { Length: > 0 } secret)
            throw new TerminalFailure($"the secret '{check.Secret}' is not set: Checks__Secrets__{check.Secret} of the Approve app.");
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            throw new TerminalFailure("its address is not https. Change url in spec.checks.");
        if (check.Kind != CheckKind.Webhook && !Hosts(check).Contains(address.Host, StringComparer.OrdinalIgnoreCase))
            throw new TerminalFailure(
                $"the secret '{check.Secret}' is not meant for {address.Host}. If it is, name the host in Checks__Hosts__{check.Secret} "
                + "of the Approve app.");
        return secret;
    }

    private IEnumerable<string> Hosts(CheckSpec check) =>
        configuration[$"Checks:Hosts:{check.Secret}"] is { Length: > 0 } named
            ? named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [CheckStart.UsualAddress(check.Kind)!.Host];
}
