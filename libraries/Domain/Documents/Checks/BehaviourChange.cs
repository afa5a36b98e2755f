using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>What a behavioural check changes can be changed.</summary>
internal static class BehaviourChange
{
    /// <summary>An empty text is a missing value to a server, and a line break would end the row.</summary>
    public static bool IsUnwritable(string text) => text.Length == 0 || text.AsSpan().ContainsAny('\n', '\r');

    public static IEnumerable<Finding> Of(BehaviourSpec check, string path, PipelineSpec pipeline)
    {
        var label = pipeline.Label.Name;
        foreach (var finding in Columns(check.Missing, $"{path}.missing"))
            yield return finding;
        foreach (var (column, at) in Named(check, path).Where(named => string.Equals(named.Column, label, StringComparison.OrdinalIgnoreCase)))
            yield return new(at, $"'{column}' is the label: no server is told it.", "a column that is known before the label");
        if (check.Invariance is { } invariance)
        {
            foreach (var finding in Change(invariance.Change, $"{path}.invariance.change"))
                yield return finding;
            if (pipeline.Evaluate.Task == ModelTask.Multiclass && invariance.Tolerance > 0)
                yield return new($"{path}.invariance.tolerance", "A class cannot move a little.", "no tolerance for the task 'multiclass'");
        }

        if (check.Directional is { } directional)
        {
            foreach (var finding in Change(directional.Change, $"{path}.directional.change"))
                yield return finding;
        }
    }

    /// <summary>Every column that a check names, with its place.</summary>
    public static IEnumerable<(string Column, string Path)> Named(BehaviourSpec check, string path) =>
        (check.Invariance?.Change.Keys ?? []).Select(column => (column, $"{path}.invariance.change.{column}"))
            .Concat((check.Directional?.Change.Keys ?? []).Select(column => (column, $"{path}.directional.change.{column}")))
            .Concat((check.Missing ?? []).Select((column, i) => (column, $"{path}.missing[{i}]")))
            .Concat((check.Cases ?? []).SelectMany((one, i) => one.Given.Keys.Select(column => (column, $"{path}.cases[{i}].given.{column}"))));

    private static IEnumerable<Finding> Columns(IReadOnlyList<string>? columns, string path)
    {
        if (columns is not null && columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() != columns.Count)
            yield return new(path, "A column is named twice.", "each column once");
    }

    private static IEnumerable<Finding> Change(IReadOnlyDictionary<string, ChangeSpec> change, string path)
    {
        if (change.Count == 0)
            yield return new(path, "Nothing is changed.", "a column: { oneOf: [ … ] }, { add: 30 } or { times: 1.1 }");
        foreach (var (column, one) in change)
        {
            if (one.OneOf is { Count: 0 })
                yield return new($"{path}.{column}.oneOf", "There are no values.", "one value or more");
            if (one.OneOf?.Any(IsUnwritable) == true)
                yield return new($"{path}.{column}.oneOf", "A value is empty or has a line break.", "one line each, or missing: [ column ]");
            if (one.Add == 0 || one.Times == 1)
                yield return new($"{path}.{column}", "This changes nothing.", "add other than 0, times other than 1");
        }

        var counts = change.Values.Where(one => one.OneOf is not null).Select(one => one.OneOf!.Count).Distinct().ToList();
        if (counts.Count > 1)
        {
            yield return new(path, $"The lists have {string.Join(" and ", counts)} values, and columns change together.",
                "lists of the same length", "For each column by itself write a check of its own.");
        }
    }
}
