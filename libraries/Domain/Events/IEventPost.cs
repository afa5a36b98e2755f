using Landfall.Contracts.Documents;

namespace Landfall.Domain.Events;

/// <summary>Delivers an event to one target. Delivering one twice is better than not at all: its id is the same.</summary>
public interface IEventPost
{
    /// <exception cref="IOException">It was not taken; worth repeating.</exception>
    /// <exception cref="Storage.TerminalFailure">It will never be taken.</exception>
    Task Post(EventTargetSpec target, CloudEvent message, CancellationToken cancel);
}
