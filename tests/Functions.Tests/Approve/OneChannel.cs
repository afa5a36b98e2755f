using Landfall.Contracts.Documents;
using Landfall.Domain.Notifications;

namespace Landfall.Functions.Tests.Approve;

/// <summary>Everybody is reached by the same way, or by these.</summary>
internal sealed class OneChannel(params INotifier[] ways) : IChannels
{
    public IReadOnlyList<Channel> To(EnvironmentSpec environment, string person) =>
        [.. ways.Select((way, index) => new Channel(index == 0 ? "" : $"way-{index}", IsPersonal: true, way))];
}
