namespace Landfall.Domain.Evaluation.Measures;

/// <summary>The influence of each row on a metric; over all rows their sum is 0.</summary>
internal interface IInfluence
{
    /// <summary>Rows that there are.</summary>
    int Rows { get; }

    /// <summary>Σ influence².</summary>
    double Squares();

    /// <summary>Σ (influence − the other's)², row by row.</summary>
    /// <param name="other">Of the same metric and the same rows, for another model.</param>
    double SquaresApart(IInfluence other);
}

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

/// <summary>All rows with the same label and the same decision have the same influence: four numbers say it.</summary>
/// <param name="Each">By <see cref="BinaryCells"/>.</param>
internal sealed record CellInfluence(BinaryRows Of, double[] Each) : IInfluence
{
    public int Rows => Of.Count;

    public double Squares()
    {
        var sum = 0.0;
        foreach (var cell in BinaryCells.All)
            sum += Of.Cells[cell] * Each[cell] * Each[cell];
        return sum;
    }

    public double SquaresApart(IInfluence other)
    {
        var theirs = (CellInfluence)other;
        var both = Of.CellsBeside(theirs.Of);
        var sum = 0.0;
        foreach (var mine in BinaryCells.All)
        {
            foreach (var their in BinaryCells.All)
            {
                var apart = Each[mine] - theirs.Each[their];
                sum += both[(mine * BinaryCells.Count) + their] * apart * apart;
            }
        }

        return sum;
    }
}
