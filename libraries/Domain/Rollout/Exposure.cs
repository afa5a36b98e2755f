namespace Landfall.Domain.Rollout;

/// <summary>A stretch of time in which a version had live traffic.</summary>
/// <param name="Until">Null while it still has it.</param>
/// <param name="Weight">Percent of live traffic.</param>
/// <param name="Observed">Clients counted in it, one per interval, when it was looked at last; null where nobody looked.</param>
/// <param name="Ended">Why it ended; null while it has not.</param>
public sealed record ExposureSpan(
    DateTimeOffset From, DateTimeOffset? Until, string Step, int Weight, long? Observed, string? Ended);

/// <summary>
/// Going back does not undo what a version has already answered. From its record: when the candidate of a run had live
/// traffic, at which weight, and how much of it was seen.
/// </summary>
public static class Exposure
{
    public static IReadOnlyList<ExposureSpan> Of(IReadOnlyList<RecordEntry> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var moves = record.Select(entry => entry.Fact).Where(IsMove).ToList();
        return
        [
            .. moves.Select((move, i) => (Move: move, Next: i + 1 < moves.Count ? moves[i + 1] : null))
                .Where(pair => WeightOf(pair.Move) > 0)
                .Select(pair => new ExposureSpan(
                    pair.Move.At, pair.Next?.At, StepOf(pair.Move), WeightOf(pair.Move), Observed(pair.Next, StepOf(pair.Move)),
                    pair.Next?.Summary)),
        ];
    }

    /// <summary>A rollback by hand is a move like any other: nothing is left.</summary>
    private static bool IsMove(RecordFact fact) => fact.What is "traffic" or "rollback";

    private static int WeightOf(RecordFact fact) =>
        fact is { What: "traffic", Key: not "traffic-back", Facts: { } facts }
        && facts.TryGetProperty("weight", out var weight) && weight.TryGetInt32(out var percent) ? percent : 0;

    private static string StepOf(RecordFact fact) =>
        fact.Facts is { } facts && facts.TryGetProperty("step", out var step) ? step.GetString() ?? "" : "";

    /// <summary>What is written with a move was seen before it: it tells of the stretch that it ends.</summary>
    private static long? Observed(RecordFact? next, string step) =>
        next?.Facts is { } facts && facts.TryGetProperty("last", out var last)
        && last.ValueKind == System.Text.Json.JsonValueKind.Object
        && last.TryGetProperty("step", out var of) && of.GetString() == step
        && last.TryGetProperty("samples", out var samples) && samples.TryGetInt64(out var count)
            ? count
            : null;
}
