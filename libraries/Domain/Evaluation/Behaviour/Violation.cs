using System.Globalization;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>Whether one row behaves. A row with several copies violates a check when any of them does.</summary>
internal static class Violation
{
    /// <summary>A server may round differently when it is asked for one row instead of many: less than this is no move.</summary>
    internal const double Noise = 1e-6;

    /// <returns>A phrase for people; null when the row behaves.</returns>
    public static string? Of(BehaviourSpec spec, ModelTask task, AskedRow row) =>
        row.Copies.Select(copy => Of(spec, task, row, copy)).FirstOrDefault(found => found is not null);

    private static string? Of(BehaviourSpec spec, ModelTask task, AskedRow row, AskedCopy copy)
    {
        var name = spec.Cases is null ? $"row {row.Row}" : $"case {row.Row + 1}";
        var where = copy.What.Length > 0 ? $"{name}, {copy.What}" : name;
        if (copy.Answer.Flaw(task) is { } flaw)
            return $"{where}: it {flaw}";
        if (row.Original?.Flaw(task) is { } before && (spec.Invariance is not null || spec.Directional is not null))
            return $"{where}: for the row itself it {before}";

        var wrong = spec switch
        {
            { Invariance: { } invariance } => Moved(invariance, task, row.Original!, copy.Answer),
            { Directional: { } directional } => Turned(directional, task, row.Original!, copy.Answer),
            { Latency: { } latency } => Slow(latency, copy.Answer),
            { Cases: { } cases } => Other(cases[(int)row.Row].Expect, task, copy.Answer),
            _ => null,
        };
        return wrong is null ? null : $"{where}: {wrong}";
    }

    private static string? Moved(InvarianceSpec spec, ModelTask task, Answer before, Answer after)
    {
        if (task == ModelTask.Multiclass)
            return before.Class(task) == after.Class(task) ? null : $"label {before.Label} became {after.Label}";
        var (was, now) = (before.Number(task)!.Value, after.Number(task)!.Value);
        return Math.Abs(now - was) <= spec.Tolerance + Noise ? null : Scores(was, now);
    }

    private static string? Turned(DirectionalSpec spec, ModelTask task, Answer before, Answer after)
    {
        var (was, now) = (before.Number(task)!.Value, after.Number(task)!.Value);
        var wrongWay = spec.Expect == ScoreDirection.Increase ? was - now : now - was;
        return wrongWay <= spec.Tolerance + Noise ? null : Scores(was, now);
    }

    private static string? Slow(LatencySpec spec, Answer answer)
    {
        var limit = Percentile.Of(spec).Limit.TotalMilliseconds;
        return answer.Milliseconds <= limit ? null : Text($"answered after {answer.Milliseconds:0.#} ms");
    }

    private static string? Other(ExpectSpec expect, ModelTask task, Answer answer)
    {
        if (expect.Label is { } label)
        {
            var wanted = task == ModelTask.Binary ? Answer.Truth(label) : label;
            return answer.Class(task) == wanted ? null : $"label {answer.Label}, expected {label}";
        }

        var (score, range) = (answer.Number(task)!.Value, expect.Score!);
        return score < range.Min - Noise ? Text($"score {score:0.####}, expected at least {range.Min}")
            : score > range.Max + Noise ? Text($"score {score:0.####}, expected at most {range.Max}")
            : null;
    }

    private static string Scores(double was, double now) => Text($"score {was:0.####} became {now:0.####}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
