using Landfall.Domain.Drift;

namespace Landfall.Domain.Watching;

/// <summary>What of a prediction is compared.</summary>
public enum PredictionKind
{
    /// <summary>The output <c>score</c>: binary models and rankings.</summary>
    Score,

    /// <summary>The output <c>label</c> as a number: regression.</summary>
    Value,

    /// <summary>The output <c>label</c> as a word: classes.</summary>
    Label,
}

/// <summary>
/// What a version predicted on its holdout, as counts: nothing of a row is in it. Live predictions are counted on the
/// same bins.
/// </summary>
/// <param name="Edges">Of numbers, strictly increasing: bin i holds what is above edge i−1 and up to edge i.</param>
/// <param name="Labels">Of words: the most frequent ones, one bin each; the last bin holds all others.</param>
/// <param name="Counts">One more than edges or labels.</param>
public sealed record PredictionBaseline(
    PredictionKind Kind, IReadOnlyList<double> Edges, IReadOnlyList<string> Labels, IReadOnlyList<long> Counts)
{
    public static PredictionBaseline OfNumbers(PredictionKind kind, ReadOnlySpan<double> values)
    {
        var profile = NumericProfile.Of(values);
        return new(kind, profile.Edges, [], profile.Counts);
    }

    public static PredictionBaseline OfLabels(IReadOnlyCollection<string?> labels)
    {
        var profile = CategoryProfile.Of(labels);
        return new(
            PredictionKind.Label, [], [.. profile.Top.Select(top => top.Value)],
            [.. profile.Top.Select(top => top.Count), profile.Other]);
    }

    /// <summary>What people call a bin.</summary>
    public string NameOf(int bin) => Kind switch
    {
        PredictionKind.Label => bin < Labels.Count ? $"'{Labels[bin]}'" : "other labels",
        _ when bin == 0 => $"{Word} up to {Number(Edges.Count > 0 ? Edges[0] : 0)}",
        _ when bin == Edges.Count => $"{Word} above {Number(Edges[^1])}",
        _ => $"{Word} from {Number(Edges[bin - 1])} to {Number(Edges[bin])}",
    };

    internal int BinOf(double value)
    {
        double[] ends = [.. Edges];
        var at = Array.BinarySearch(ends, value);
        return at < 0 ? ~at : at;
    }

    internal int BinOf(string label)
    {
        for (var at = 0; at < Labels.Count; at++)
        {
            if (Labels[at] == label)
                return at;
        }

        return Labels.Count;
    }

    private string Word => Kind == PredictionKind.Score ? "scores" : "values";

    private static string Number(double value) => DriftJudge.Number(value);
}
