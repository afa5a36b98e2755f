namespace Landfall.Domain.Evaluation.Measures;

/// <summary>One number per row.</summary>
internal sealed record RowInfluence(double[] Each) : IInfluence
{
    public int Rows => Each.Length;

    public double Squares()
    {
        var sum = 0.0;
        foreach (var value in Each)
            sum += value * value;
        return sum;
    }

    public double SquaresApart(IInfluence other)
    {
        var theirs = ((RowInfluence)other).Each;
        var sum = 0.0;
        for (var i = 0; i < Each.Length; i++)
            sum += (Each[i] - theirs[i]) * (Each[i] - theirs[i]);
        return sum;
    }
}
