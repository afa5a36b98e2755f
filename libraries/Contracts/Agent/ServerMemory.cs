namespace Landfall.Contracts.Agent;

/// <summary>What the agent saw of a server's memory while it answered: <c>memory.json</c> beside the predictions.</summary>
/// <param name="PeakBytes">
/// The most resident memory, bytes, as the kernel keeps it for each process; of several processes that ran at once the peaks
/// are added, which is at least what they used together. Null when nothing was seen.
/// </param>
/// <param name="Processes">How many processes the server had when it was largest.</param>
/// <param name="Problem">Why more may have been used than was seen, for people; null when all of it was seen.</param>
public sealed record ServerMemory(long? PeakBytes, int Processes, string? Problem = null)
{
    public const string FileName = "memory.json";
}
