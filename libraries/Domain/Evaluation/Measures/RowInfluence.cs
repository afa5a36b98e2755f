namespace Landfall.Domain.Evaluation.Measures;

/// <summary>One number per row.</summary>
internal sealed class RowInfluence : IInfluence
{
    private readonly Lazy<double[]> each;
    private readonly double? squares;

    public RowInfluence(double[] each) => (this.each, Rows) = (new(each), each.Length);

    /// <param name="rows">Rows that there are.</param>
    /// <param name="squares">Σ influence², where it is known without them.</param>
    /// <param name="each">The numbers: needed only beside those of another model.</param>
    public RowInfluence(int rows, double squares, Func<double[]> each) => (Rows, this.squares, this.each) = (rows, squares, new(each));

    public double[] Each => each.Value;

    public int Rows { get; }

    public double Squares()
    {
        if (squares is { } known)
            return known;
        var sum = 0.0;
        foreach (var value in Each)
            sum += value * value;
        return sum;
    }

    public double SquaresApart(IInfluence other)
    {
        var (mine, theirs) = (Each, ((RowInfluence)other).Each);
        var sum = 0.0;
        for (var i = 0; i < mine.Length; i++)
            sum += (mine[i] - theirs[i]) * (mine[i] - theirs[i]);
        return sum;
    }
}
