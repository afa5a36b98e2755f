using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Checks;

/// <summary>Starts checks at systems outside.</summary>
public interface ICheckStart
{
    /// <returns>Where people can follow it; null where the other side names no page.</returns>
    /// <exception cref="TerminalFailure">It refuses, or the check is not set up: no repetition helps.</exception>
    /// <exception cref="IOException">It was not reached, or is out of order: worth repeating under the same id.</exception>
    Task<Uri?> Start(CheckSpec check, CheckMessage message, CancellationToken cancel);
}
