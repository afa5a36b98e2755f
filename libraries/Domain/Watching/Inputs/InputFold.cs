using System.Globalization;
using Landfall.Contracts.Agent;

namespace Landfall.Domain.Watching.Inputs;

/// <summary>What one pod's agent counted of inputs.</summary>
/// <param name="Counts">Null when it could not be read.</param>
public sealed record InputReading(string Pod, InputCounts? Counts);

/// <summary>
/// Adds what agents have counted since the last look to the open window. An agent that began after the promotion began at nothing; what an
/// older one counted before it was first read is not the champion's.
/// </summary>
internal static class InputFold
{
    public static InputWindow Add(InputWindow? known, InputBaseline baseline, DateTimeOffset since, IReadOnlyList<InputReading> pods)
    {
        var bins = baseline.Bins;
        var digest = InputBins.DigestOf(bins);
        int[] places = [.. bins.Select(column => column.Places() + 1)];
        var before = known?.Bins == digest ? known : Empty(digest, places);

        long[][] window = [.. before.Columns.Select(column => (long[])[.. column])];
        var (marks, told) = (Kept(before.Marks, pods), 0);
        foreach (var pod in pods)
        {
            if (pod.Counts is not { } counts || counts.Bins != digest || !Fits(counts, places))
                continue;

            told++;
            var key = string.Create(CultureInfo.InvariantCulture, $"{pod.Pod}|{counts.StartedAt.ToUnixTimeMilliseconds()}");
            var last = marks.GetValueOrDefault(key);
            var isOurs = last is not null || counts.StartedAt >= since;
            for (var column = 0; isOurs && column < window.Length; column++)
            {
                for (var bin = 0; bin < window[column].Length; bin++)
                    window[column][bin] += counts.Columns[column].Counts[bin] - (last?.Columns[column][bin] ?? 0);
            }

            marks[key] = new([.. counts.Columns.Select(column => column.Counts)]);
        }

        return new(digest, [.. window], marks, told);
    }

    private static InputWindow Empty(string digest, int[] places) => new(
        digest, [.. places.Select(count => (IReadOnlyList<long>)new long[count])], new Dictionary<string, InputMark>());

    private static bool Fits(InputCounts counts, int[] places) =>
        counts.Columns.Select(column => column.Counts.Count).SequenceEqual(places);

    /// <summary>Only of pods that are still there.</summary>
    private static Dictionary<string, InputMark> Kept(IReadOnlyDictionary<string, InputMark> marks, IReadOnlyList<InputReading> pods)
    {
        var there = pods.Select(pod => pod.Pod).ToHashSet(StringComparer.Ordinal);
        return marks.Where(mark => there.Contains(mark.Key.Split('|')[0])).ToDictionary(StringComparer.Ordinal);
    }
}
