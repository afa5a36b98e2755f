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
