namespace Landfall.Domain.Evaluation;

/// <summary>Predictions come from a foreign server: what is wrong with them is said by row.</summary>
internal static class RowsCheck
{
    public static T[] Pick<T>(this int[] rows, T[] from)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            picked[i] = from[rows[i]];
        return picked;
    }

    public static void SameLength(string who, string what, int labels, int values)
    {
        if (labels != values)
            throw new ArgumentException(
                $"The {who} has {values:N0} {what} for {labels:N0} labels. Expected one for each row; "
                + "look for batches that the server did not answer.");
    }

    public static void NoneIs<T>(T[] values, Predicate<T> wrong, string who, string what, string expected)
    {
        var at = Array.FindIndex(values, wrong);
        if (at >= 0)
            throw new ArgumentException(
                $"Row {at:N0} (from 0): the {what} of the {who} is '{values[at]}'. Expected {expected}.");
    }
}
