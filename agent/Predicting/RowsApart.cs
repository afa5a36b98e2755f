namespace Landfall.Agent.Predicting;

/// <summary>What was said about one row asked by itself.</summary>
/// <param name="Said">Null when there was no valid answer.</param>
/// <param name="Problem">Fixed words, never the server's own: they could quote the row.</param>
internal sealed record RowAnswer(Prediction? Said, TimeSpan Took, string Problem);

/// <summary>
/// Asks about rows one by one, as live traffic does, one request at a time: each has its own duration, and a server that
/// cannot answer one of them has answered that one wrongly, not all.
/// </summary>
internal sealed class RowsApart(InferenceClient server, TimeProvider time, TimeSpan readyWithin)
{
    /// <summary>After so many rows that brought the server down, or to silence, the others are not tried.</summary>
    internal const int MostLost = 20;

    public async Task<IReadOnlyList<RowAnswer>> Ask(Features rows, CancellationToken cancel)
    {
        var answers = new List<RowAnswer>(rows.Count);
        for (int row = 0, lost = 0; row < rows.Count; row++)
        {
            if (lost == MostLost)
            {
                answers.Add(new(null, TimeSpan.Zero, $"was not asked after {MostLost} rows without an answer"));
                continue;
            }

            var began = time.GetTimestamp();
            var (said, problem, isLost) = await server.AskOnce(rows.Request(row, 1), cancel);
            answers.Add(new(said, time.GetElapsedTime(began), problem));
            if (!isLost)
                continue;

            // The next rows are asked of a server that is back.
            lost++;
            await server.WaitUntilReady(readyWithin, cancel);
        }

        return answers;
    }
}
