namespace Landfall.Domain.Documents;

/// <summary>Columns that an evaluation adds to the data: a column of the data that is called so is not seen by it.</summary>
public static class EvaluationColumns
{
    private static readonly HashSet<string> Taken =
        new(["row", "label", "prediction", "score"], StringComparer.OrdinalIgnoreCase);

    public static bool IsTaken(string column) => Taken.Contains(column);
}
