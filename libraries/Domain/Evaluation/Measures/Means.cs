namespace Landfall.Domain.Evaluation.Measures;

/// <summary>The mean of a loss over the rows.</summary>
internal static class Means
{
    /// <summary>Takes over the array of losses and turns it into influences.</summary>
    public static Measured Of(double[] losses)
    {
        if (losses.Length < 2)
            return Measured.None($"it needs at least two rows, there are {losses.Length}", losses.Length);
        var mean = losses.Sum() / losses.Length;
        var unbiased = Unbiased(losses.Length);
        for (var i = 0; i < losses.Length; i++)
            losses[i] = (losses[i] - mean) * unbiased;
        return new(mean, losses.Length, new RowInfluence(losses));
    }

    /// <summary>√(n / (n − 1)): makes Σ influence² / n² the usual unbiased variance of a mean.</summary>
    public static double Unbiased(double n) => Math.Sqrt(n / (n - 1));
}
