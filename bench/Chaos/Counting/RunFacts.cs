using Landfall.Bench.Chaos.Stories;
using Landfall.Contracts;

namespace Landfall.Bench.Chaos.Counting;

/// <summary>What a planned run left behind, counted.</summary>
/// <param name="Runs">Runs of its dataset that were ever started.</param>
/// <param name="Jobs">Every Job that ever was, by name and uid.</param>
/// <param name="Promotions">Moves of the champion alias that it made.</param>
/// <param name="Commits">In Git, that name it.</param>
/// <param name="Messages">Sent to each person: how often each message was laid into the outbox.</param>
/// <param name="Doubles">Entries of its record whose key another one has.</param>
internal sealed record RunFacts(
    PlannedRun Plan,
    int Runs,
    string? Id,
    Verdict? Verdict,
    string? Reason,
    IReadOnlyList<(string Name, string Uid)> Jobs,
    int Versions,
    int Promotions,
    int Commits,
    IReadOnlyDictionary<string, int> Messages,
    int Doubles);
