using System.Globalization;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>The id of a row that is asked for a check: <c>{check}.{row}.{copy}</c>, each counted from 0.</summary>
/// <param name="Check">The check's place in the document.</param>
/// <param name="Row">The row of the holdout, or the place of the case.</param>
/// <param name="Copy">The place in <see cref="RowCopies"/>; 0 for a case.</param>
public readonly record struct AskedRowId(int Check, long Row, int Copy)
{
    public static AskedRowId? Parse(string? text) =>
        text?.Split('.') is [var check, var row, var copy]
        && int.TryParse(check, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
        && int.TryParse(copy, NumberStyles.None, CultureInfo.InvariantCulture, out var third)
            ? new(first, second, third)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Check}.{Row}.{Copy}");
}
