using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>What a behavioural check writes into a column is of the column's type.</summary>
internal static class BehaviourValues
{
    public static IEnumerable<Finding> Of(BehaviourSpec check, string path, IReadOnlyList<ColumnSpec> columns)
    {
        foreach (var (kind, change) in new[] { ("invariance", check.Invariance?.Change), ("directional", check.Directional?.Change) })
        {
            foreach (var (name, one) in change ?? new Dictionary<string, ChangeSpec>())
            {
                if (columns.FirstOrDefault(column => column.Name == name) is not { } column)
                    continue;
                var at = $"{path}.{kind}.change.{name}";
                if (one.OneOf is null && column.Type is not (ColumnType.Integer or ColumnType.Number))
                    yield return new(at, $"'{name}' is no number.", "oneOf: [ … ]");
                foreach (var value in (one.OneOf ?? []).Where(value => !Fits(value, column.Type)))
                    yield return Wrong(at, value, column);
            }
        }

        foreach (var (given, at) in (check.Cases ?? []).Select((one, i) => (one.Given, $"{path}.cases[{i}].given")))
        {
            foreach (var (name, value) in given)
            {
                if (columns.FirstOrDefault(column => column.Name == name) is { } column && !Fits(value, column.Type))
                    yield return Wrong($"{at}.{name}", value, column);
            }
        }
    }

    private static Finding Wrong(string path, string value, ColumnSpec column) => new(
        path, column.IsPersonal ? $"A value does not fit '{column.Name}'." : $"'{value}' does not fit '{column.Name}'.",
        $"a value of type {ScalarValue.Words(typeof(ColumnType))[(int)column.Type]}");

    private static bool Fits(string value, ColumnType type) => type switch
    {
        ColumnType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ColumnType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number),
        ColumnType.Boolean => value is "true" or "false",
        ColumnType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ColumnType.Timestamp => DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };
}
