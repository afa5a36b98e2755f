namespace Landfall.Bench.Chaos.Stories;

/// <param name="Dataset">Folder and name of its data.</param>
internal sealed record PlannedRun(string Pipeline, string Dataset, Story Story, int DataSeed);

/// <summary>One pipeline and its runs, one after another.</summary>
internal sealed record PlannedPipeline(string Name, IReadOnlyList<PlannedRun> Runs);

/// <summary>Which runs there are and how each must end: a pure function of the seed and their number.</summary>
internal static class ChaosPlan
{
    /// <summary>Every pipeline but the last has as many: champions and predecessors, but not too many servers at once.</summary>
    public const int PerPipeline = 5;

    // Half of all go the whole way; the others stop wherever a run may stop.
    private static readonly (Story Story, int Weight)[] Mix =
    [
        (Story.Promote, 10), (Story.WeakModel, 2), (Story.Quarantine, 2), (Story.SaidNo, 2),
        (Story.BadTrainer, 2), (Story.Cancel, 1), (Story.Overtaken, 2), (Story.HarmLive, 2),
    ];

    public static IReadOnlyList<PlannedPipeline> Of(long seed, int runs)
    {
        var chance = new Random(unchecked((int)(seed * 31 + runs)));
        var pipelines = new List<PlannedPipeline>();
        for (var left = runs; left > 0; left -= PerPipeline)
            pipelines.Add(Pipeline($"chaos-{pipelines.Count + 1:000}", Math.Min(left, PerPipeline), chance));
        return pipelines;
    }

    private static PlannedPipeline Pipeline(string name, int count, Random chance)
    {
        var runs = new List<PlannedRun>();
        for (var i = 0; i < count; i++)
        {
            var story = Choose(chance, Possible(runs, isLast: i == count - 1));
            runs.Add(new(name, $"day-{i + 1}", story, DataSeed: i));
        }

        return new(name, runs);
    }

    /// <summary>Harm needs a champion to go back to. What is overtaken needs a successor that lands while it waits.</summary>
    private static (Story Story, int Weight)[] Possible(List<PlannedRun> before, bool isLast) =>
    [
        .. Mix.Where(one => one.Story switch
        {
            Story.HarmLive => before.Any(run => run.Story == Story.Promote),
            Story.Overtaken => !isLast && before.LastOrDefault()?.Story != Story.Overtaken,
            _ => true,
        }),
    ];

    private static Story Choose(Random chance, (Story Story, int Weight)[] possible)
    {
        var which = chance.Next(possible.Sum(one => one.Weight));
        foreach (var (story, weight) in possible)
        {
            if (which < weight)
                return story;
            which -= weight;
        }

        return possible[^1].Story;
    }
}
