namespace Landfall.Domain.Evaluation;

/// <summary>Predictions come from a foreign server: what is wrong with them is said by row.</summary>
internal static class RowsCheck
{
    public static void SameLength(string who, string what, int labels, int values)
    {
        if (labels != values)
            throw new ArgumentException(
                $"The {who} has {values:N0} {what} for {labels:N0} labels. Expected one for each row; "
                + "look for batches that the server did not answer.");
    }

    public static void NoneIs<T>(T[] values, Predicate<T> wrong, string who, string what, string expected) =>
        NoneAt(Array.FindIndex(values, wrong), values, who, what, expected);

    public static void AllAreZeroOrOne(int[] values, string who, string what) =>
        NoneAt(values.AsSpan().IndexOfAnyExcept(0, 1), values, who, what, "0 or 1");

    private static void NoneAt<T>(int at, T[] values, string who, string what, string expected)
    {
        if (at >= 0)
            throw new ArgumentException(
                $"Row {at:N0} (from 0): the {what} of the {who} is '{values[at]}'. Expected {expected}.");
    }
}
