using Landfall.Contracts.Documents;

namespace Landfall.Domain.Notifications;

/// <summary>One way to a person.</summary>
/// <param name="Name">As the Environment document calls it; empty for what the installation itself always uses.</param>
/// <param name="IsPersonal">Whether that person alone reads it: only there a link may decide.</param>
public sealed record Channel(string Name, bool IsPersonal, INotifier Notifier);

/// <summary>The ways by which an environment reaches its people.</summary>
public interface IChannels
{
    /// <returns>At least one; a channel that cannot be used says so when it is used.</returns>
    IReadOnlyList<Channel> To(EnvironmentSpec environment, string person);
}
