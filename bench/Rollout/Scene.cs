using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Bench.Rollout;

/// <summary>A rollout drawn batch by batch: every rule is shown the same requests.</summary>
/// <param name="PerBatch">Requests of both versions in one batch.</param>
/// <param name="Seconds">One batch lasts.</param>
/// <param name="Steps">The candidate's share and how many batches it lasts.</param>
internal sealed record Scene(int PerBatch, double Seconds, IReadOnlyList<(double Share, int Batches)> Steps)
{
    /// <summary>Half an hour at 20 requests per second: 10, 25 and 50 %, ten minutes each, a look every five seconds.</summary>
    public static Scene HalfAnHour { get; } = new(100, 5, [(0.10, 120), (0.25, 120), (0.50, 120)]);

    /// <summary>The same half hour with a look every fifteen seconds.</summary>
    public static Scene Sparse { get; } = new(300, 15, [(0.10, 40), (0.25, 40), (0.50, 40)]);

    /// <summary>An hour at 10 % of 20 requests per second, a look every second.</summary>
    public static Scene TenPercent { get; } = new(20, 1, [(0.10, 3600)]);

    /// <summary>What both versions answer, batch after batch.</summary>
    public IEnumerable<Batch> Batches(Draws draws, double champion, double candidate)
    {
        for (var step = 0; step < Steps.Count; step++)
        {
            for (var i = 0; i < Steps[step].Batches; i++)
            {
                var mine = draws.Binomial(PerBatch, Steps[step].Share);
                var other = PerBatch - mine;
                yield return new(step, other, draws.Binomial(other, champion), mine, draws.Binomial(mine, candidate));
            }
        }
    }

    /// <summary>Plays one rollout to each rule until it calls harm or the time is over.</summary>
    public Ending[] Play(Draws draws, double champion, double candidate, IReadOnlyList<IRule> rules)
    {
        var ends = new Ending[rules.Count];
        var (batches, exposed, open) = (0, 0L, rules.Count);
        foreach (var batch in Batches(draws, champion, candidate).TakeWhile(_ => open > 0))
        {
            (batches, exposed) = (batches + 1, exposed + batch.Candidate);
            for (var rule = 0; rule < rules.Count; rule++)
            {
                if (ends[rule].IsHarm || !rules[rule].Harm(batch))
                    continue;
                ends[rule] = new(true, batches * Seconds, exposed);
                open--;
            }
        }

        return [.. ends.Select(end => end.IsHarm ? end : new(false, batches * Seconds, exposed))];
    }

    /// <summary>Many rollouts, each with draws of its own; by rule, then by rollout.</summary>
    public Ending[][] PlayMany(int rollouts, ulong seed, double champion, double candidate, Func<IReadOnlyList<IRule>> rules)
    {
        var ends = new Ending[rollouts][];
        Parallel.For(0, rollouts, i => ends[i] = Play(Draws.Of(seed, i), champion, candidate, rules()));
        return [.. Enumerable.Range(0, ends[0].Length).Select(rule => ends.Select(one => one[rule]).ToArray())];
    }
}

/// <param name="Seconds">Until harm was called, or all of it.</param>
/// <param name="Exposed">Requests that the candidate answered until then.</param>
internal readonly record struct Ending(bool IsHarm, double Seconds, long Exposed);
