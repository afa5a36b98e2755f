namespace Landfall.Domain.Evaluation.Measures;

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
