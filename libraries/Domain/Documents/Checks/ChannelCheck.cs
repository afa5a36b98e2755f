using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>A channel has what its kind needs.</summary>
internal static class ChannelCheck
{
    public static IEnumerable<Finding> Of(EnvironmentDocument environment) =>
        environment.Spec.Channels.SelectMany(pair => Of(pair.Value, $"spec.channels.{pair.Key}"));

    private static IEnumerable<Finding> Of(ChannelSpec channel, string path)
    {
        if (channel.Kind == ChannelKind.Mail)
        {
            if (channel.Server is null)
                yield return new(path, "The mail channel has no server.", "server: host:port");
            if (channel.From is null)
                yield return new(path, "The mail channel has no sender.", "from: a mail address");
        }
        else if ((channel.Url is null) == (channel.Secret is null))
        {
            yield return new(path, "A webhook needs one address.", "exactly one of: url, secret");
        }
    }
}
