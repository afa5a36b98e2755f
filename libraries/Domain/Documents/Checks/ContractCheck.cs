using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>The columns and rules of a contract do not contradict each other.</summary>
internal static class ContractCheck
{
    public static IEnumerable<Finding> Of(DataContract contract)
    {
        var spec = contract.Spec;
        var findings = spec.Columns.SelectMany((column, i) => Of(column, $"spec.columns[{i}]"))
            .Concat(Twice(spec.Columns.Select(column => column.Name), "columns"))
            .Concat(Twice(spec.Rules.Select(rule => rule.Name), "rules"));
        if (spec.Rows is { } rows && rows.Min > rows.Max)
            findings = findings.Append(new("spec.rows.min", "min is greater than max.", "min at most max"));
        return spec.Freshness is { } freshness ? findings.Concat(Of(freshness, spec)) : findings;
    }

    private static IEnumerable<Finding> Of(ColumnSpec column, string path)
    {
        var isNumber = column.Type is ColumnType.Integer or ColumnType.Number;
        if (column.Min > column.Max)
            yield return new($"{path}.min", "min is greater than max.", "min at most max");
        if ((column.Min ?? column.Max) is not null && !isNumber)
            yield return new(path, "min and max are about numbers.", "type: integer or number, or a rule");
        if (column.Regex is not null && column.Type != ColumnType.String)
            yield return new($"{path}.regex", "regex is about texts.", "type: string");
        if (column.Domain.Count > 0 && column.Type is not (ColumnType.String or ColumnType.Integer))
            yield return new($"{path}.domain", "domain is about texts and whole numbers.", "type: string or integer");
    }

    private static IEnumerable<Finding> Of(FreshnessSpec freshness, ContractSpec spec)
    {
        const string Path = "spec.freshness.column";
        var column = spec.Columns.FirstOrDefault(column => column.Name == freshness.Column);
        if (column is null)
        {
            yield return new(Path, $"There is no column '{freshness.Column}'.", "a column of the contract",
                DidYouMean.Hint(freshness.Column, spec.Columns.Select(column => column.Name)));
        }
        else if (column.Type is not (ColumnType.Date or ColumnType.Timestamp))
        {
            yield return new(Path, $"'{column.Name}' does not date a row.", "type: date or timestamp");
        }
    }

    private static IEnumerable<Finding> Twice(IEnumerable<string> names, string list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.Select((name, index) => (name, index)).Where(entry => !seen.Add(entry.name))
            .Select(entry => new Finding(
                $"spec.{list}[{entry.index}].name", $"'{entry.name}' is there twice.", "each name once"));
    }
}
