using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>
/// Decides a limit on memory. It is one number and needs no interval, but what was not seen is never within the limit: a
/// person decides.
/// </summary>
public static class MemoryJudge
{
    /// <param name="seen">Null when nobody measured.</param>
    public static GateSummary Of(string name, MemorySpec spec, ServerMemory? seen)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var limit = MemoryAmount.Bytes(spec.Max);
        var (outcome, explanation) = seen switch
        {
            { PeakBytes: { } peak } when peak > limit => (GateOutcome.Fail, $"{Used(peak, seen)}, above the limit {Words(limit)}."),
            { PeakBytes: { } peak, Problem: null } => (GateOutcome.Pass, $"{Used(peak, seen)}, within the limit {Words(limit)}."),
            { PeakBytes: { } peak } => (
                GateOutcome.Ask,
                $"{Used(peak, seen)} as far as was seen, and the limit is {Words(limit)}: {Sentence(seen.Problem!)}. A person decides."),
            _ => (
                GateOutcome.Ask,
                $"The server's memory was not measured: {Sentence(seen?.Problem ?? "the agent beside it wrote nothing down")}. "
                + $"The limit is {Words(limit)}. A person decides."),
        };
        return new($"behaviour: {name}", outcome, explanation);
    }

    private static string Used(long peak, ServerMemory seen) => seen.Processes > 1
        ? $"The server's {seen.Processes} processes used {Words(peak)} at their peaks, added"
        : $"The server used {Words(peak)} at its peak";

    private static string Words(long bytes) => MemoryAmount.Words(bytes);

    private static string Sentence(string problem) => problem.TrimEnd('.');
}
