namespace Landfall.Bench.Chaos.Kills;

/// <summary>What is killed, in order: a pure function of the seed. Who runs at that moment is not, so a pick is a share.</summary>
internal static class KillPlan
{
    private static readonly (KillTarget Target, double Share)[] Targets =
    [
        (KillTarget.App, 0.45),
        (KillTarget.Program, 0.30),
        (KillTarget.Pod, 0.15),
        (KillTarget.Platform, 0.05),
        (KillTarget.Everything, 0.05),
    ];

    /// <summary>Without end. The pauses are exponential, so that no moment is safer than another.</summary>
    /// <param name="between">The mean pause between two kills.</param>
    public static IEnumerable<Kill> Of(long seed, TimeSpan between)
    {
        var chance = new Random(HashCode(seed));
        while (true)
        {
            var after = between * -Math.Log(1 - chance.NextDouble());
            yield return new(after, Target(chance.NextDouble()), chance.NextDouble());
        }
    }

    private static KillTarget Target(double which)
    {
        foreach (var (target, share) in Targets)
        {
            if (which < share)
                return target;
            which -= share;
        }

        return Targets[^1].Target;
    }

    private static int HashCode(long seed) => unchecked((int)(seed ^ (seed >> 32)));
}
