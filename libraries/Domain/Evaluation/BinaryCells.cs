namespace Landfall.Domain.Evaluation;

/// <summary>The four kinds of rows of a yes-or-no model, by label and decision.</summary>
internal static class BinaryCells
{
    public const int Count = 4;

    public static readonly int[] All = [0, 1, 2, 3];

    public static int Of(int label, int predicted) => (label << 1) | predicted;

    public static int Label(int cell) => cell >> 1;

    public static int Predicted(int cell) => cell & 1;
}
