namespace Landfall.Domain.Evaluation;

/// <summary>What a model that puts rows in order said about the rows of a holdout.</summary>
/// <param name="Labels">How relevant each row truly is: a grade from 0 (not at all) to 30.</param>
/// <param name="Scores">The model's score, finite; the largest of a query comes first.</param>
/// <param name="Queries">The query that each row is an answer to: only rows of one query are put in order.</param>
public sealed record RankingRows(double[] Labels, double[] Scores, string?[] Queries) : IRows<RankingRows>
{
    /// <summary>The gain 2^grade − 1 is to stay a number that a sum can hold exactly enough.</summary>
    private const double HighestGrade = 30;

    /// <inheritdoc/>
    public int Count => Labels.Length;

    RankingRows[] IRows<RankingRows>.Split(SliceGroups groups) =>
        [.. groups.Split(Labels).Zip(groups.Split(Scores), groups.Split(Queries)).Select(slice => new RankingRows(slice.First, slice.Second, slice.Third))];

    void IRows<RankingRows>.Check(string who)
    {
        ArgumentNullException.ThrowIfNull(Labels);
        ArgumentNullException.ThrowIfNull(Scores);
        ArgumentNullException.ThrowIfNull(Queries);
        RowsCheck.SameLength(who, "scores", Labels.Length, Scores.Length);
        RowsCheck.SameLength(who, "queries", Labels.Length, Queries.Length);
        RowsCheck.NoneIs(
            Labels, label => !(label is >= 0 and <= HighestGrade), who, "label", $"a grade from 0 to {HighestGrade}");
        RowsCheck.NoneIs(Scores, score => !double.IsFinite(score), who, "score", "a finite number");
    }

    int IRows<RankingRows>.FirstOtherLabel(RankingRows other)
    {
        var labels = Labels.AsSpan().CommonPrefixLength(other.Labels);
        return Math.Min(labels, Queries.AsSpan().CommonPrefixLength(other.Queries));
    }
}
