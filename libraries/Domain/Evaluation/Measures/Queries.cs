namespace Landfall.Domain.Evaluation.Measures;

/// <summary>A metric of one query, averaged over the queries: each weighs the same, however many rows it has.</summary>
internal static class Queries
{
    /// <param name="of">Labels and scores of one query in the order of the scores, the largest first. Only queries with a
    /// relevant row are asked about: among nothing but zeros every order is as good.</param>
    public static Measured Mean(RankingRows rows, Func<Ranked[], double> of)
    {
        var values = new List<(int Row, double Value)>();
        foreach (var query in Enumerable.Range(0, rows.Count).GroupBy(row => rows.Queries[row] ?? SliceColumn.Missing))
        {
            Ranked[] ranked = [.. query.Select(row => new Ranked(rows.Labels[row], rows.Scores[row])).OrderByDescending(r => r.Score)];
            if (ranked.Any(row => row.Label > 0))
                values.Add((query.First(), of(ranked)));
        }

        if (values.Count < 2)
            return Measured.None($"it needs at least two queries with a relevant row, there are {values.Count}", values.Count);

        // A query is one observation; its first row stands for it. Queries are the same for every model of these rows.
        var mean = values.Average(query => query.Value);
        var scale = (double)rows.Count / values.Count * Means.Unbiased(values.Count);
        var influence = new double[rows.Count];
        foreach (var (row, value) in values)
            influence[row] = (value - mean) * scale;
        return new(mean, values.Count, new RowInfluence(influence));
    }

    /// <summary>Rows with the same score, one block after the other: the model left their order open.</summary>
    public static IEnumerable<(int From, Ranked[] Rows)> Ties(Ranked[] ranked)
    {
        for (var from = 0; from < ranked.Length;)
        {
            var score = ranked[from].Score;
            Ranked[] tied = [.. ranked.Skip(from).TakeWhile(row => row.Score == score)];
            yield return (from, tied);
            from += tied.Length;
        }
    }
}

/// <summary>One row of a query.</summary>
internal readonly record struct Ranked(double Label, double Score);
