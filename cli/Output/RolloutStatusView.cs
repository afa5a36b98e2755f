using System.Globalization;
using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>A run and its rollout at one moment.</summary>
/// <param name="Rollout">Null before the rollout has begun and after it is over.</param>
internal sealed record RolloutSight(RunStatus Run, RolloutSummary? Rollout);

/// <summary>A rollout in a few lines: the state first, then why, then each judge with its evidence.</summary>
internal static class RolloutStatusView
{
    private const int Cells = 16;

    public static IReadOnlyList<string> Lines(RolloutSight sight)
    {
        if (sight.Rollout is not { } rollout)
            return [Rows.Safe($"{sight.Run.Run.Id}  {RunView.State(sight.Run)}"), .. Without(sight.Run)];

        var state = rollout.WaitsFor is null ? "●" : "▲";
        return
        [
            Rows.Safe($"{sight.Run.Run.Id}  {state} {rollout.StepName}, step {rollout.Step} of {rollout.Steps}, "
                + $"{rollout.Weight} % of live traffic{Ends(rollout)}"),
            Rows.Safe(rollout.Explanation),
            .. rollout.WaitsFor is { } waits && !rollout.Explanation.Contains(waits, StringComparison.Ordinal)
                ? new[] { Rows.Safe($"waiting: {waits}") } : [],
            .. rollout.ApprovalId is { } approval ? new[] { Rows.Safe($"decide: landfall approve {approval} --as PERSON") } : [],
            .. Judges(rollout.Readings.Count > 0 ? rollout.Readings : rollout.Last?.Readings ?? []),
        ];
    }

    /// <summary>One line for a pipe: when, where, and each judge's evidence of what it needs.</summary>
    public static string Line(RolloutSummary rollout) => string.Join('\t', ((string[])
    [
        rollout.Last is { } last ? $"{last.At:u}" : "", rollout.StepName, $"{rollout.Weight} %",
        rollout.Samples.ToString("N0", CultureInfo.InvariantCulture),
        .. rollout.Readings.Select(reading => $"{reading.Name} {Number(reading.Evidence)}/{Number(reading.Needs)}"),
        rollout.Explanation,
    ]).Select(Rows.Safe));

    private static IEnumerable<string> Judges(IReadOnlyList<JudgeReading> readings)
    {
        var widest = readings.Select(reading => reading.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var reading in readings)
        {
            var safety = reading is { Safety: { } safe, SafetyNeeds: { } needs }
                ? $"   safety {Number(safe)} of {Number(needs)}" : "";
            yield return Rows.Safe(
                $" {Mark(reading.Outcome)} {reading.Name.PadRight(widest)}  harm {Bar(reading)} {Number(reading.Evidence)} of "
                + $"{Number(reading.Needs)}{safety}");
            yield return Rows.Safe($"   {new string(' ', widest)}  {reading.Explanation}");
        }
    }

    /// <summary>Evidence multiplies, so the bar is logarithmic: empty at 1 and below, full where it is enough.</summary>
    private static string Bar(JudgeReading reading)
    {
        var share = reading is { Evidence: > 1, Needs: > 1 } ? Math.Log(reading.Evidence) / Math.Log(reading.Needs) : 0;
        var full = (int)Math.Floor(Math.Clamp(share, 0, 1) * Cells);
        return $"[{new string('#', full)}{new string('.', Cells - full)}]";
    }

    private static IEnumerable<string> Without(RunStatus run) =>
        run.Verdict is not null ? [Rows.Safe(run.Reason ?? ""), "Its rollout is over; its looks stand in the record."]
        : [Rows.Safe($"No rollout yet: {RunView.Now(run)}")];

    private static string Ends(RolloutSummary rollout) =>
        rollout.EndsAt is { } ends ? $", not before {ends:HH:mm:ss}Z" : "";

    private static string Mark(JudgeOutcome outcome) => outcome switch
    {
        JudgeOutcome.Harm => "✕",
        JudgeOutcome.Safe => "✓",
        JudgeOutcome.Unknown => "?",
        _ => "·",
    };

    private static string Number(double number) => number switch
    {
        >= 1e6 => "over 1,000,000",
        >= 10 => Math.Floor(number).ToString("N0", CultureInfo.InvariantCulture),
        >= 0.1 => (Math.Floor(number * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture),
        0 => "0",
        _ => "under 0.1",
    };
}
