using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;
using Landfall.Domain.Evaluation.Behaviour;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Behavioural checks say completely what must hold, and can be met with the rows they ask for.</summary>
internal static class BehaviourCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var evaluate = pipeline.Spec.Evaluate;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (check, path) in evaluate.Behaviours.Select((check, i) => (check, $"spec.evaluate.behaviour[{i}]")))
        {
            if (!seen.Add(check.Name))
                yield return new($"{path}.name", $"Two checks are called '{check.Name}'.", "a name for each");
            foreach (var finding in Limits(check, path).Concat(BehaviourChange.Of(check, path, pipeline.Spec))
                .Concat(MemoryCheck.Of(check, path, pipeline.Spec.Serve)))
                yield return finding;
            foreach (var finding in Cases(check, $"{path}.cases", evaluate.Task))
                yield return finding;
            if (check is { Directional: not null } && evaluate.Task == ModelTask.Multiclass)
                yield return new($"{path}.directional", "A class does not rise or fall.", "invariance or cases for the task 'multiclass'");
            if (check.Latency is { P50: null, P95: null, P99: null })
                yield return new($"{path}.latency", "The latency has no limit.", "one of: p50, p95, p99");
        }
    }

    private static IEnumerable<Finding> Limits(BehaviourSpec check, string path)
    {
        if (check.Cases is not null || check.Latency is not null)
        {
            var what = check.Cases is not null ? "All cases must be answered as expected" : "The percentile says how many may be slower";
            if (check.MaxViolations is not null)
                yield return new($"{path}.maxViolations", $"{what}.", "no maxViolations");
            if (check.Cases is not null && check.OnMarginal is not null)
                yield return new($"{path}.onMarginal", "Cases hold or they do not.", "no onMarginal");
        }
        else if (check.MaxViolations is null && RowCopies.Asks(check))
        {
            yield return new(path, "Nothing says how many rows may violate it.", "maxViolations, such as 0.05",
                "The share is decided on its upper bound; with 0 none of the rows asked may.");
        }

        if (!RowCopies.Asks(check))
            yield break;
        var needed = RowsNeeded.Limit(check) is { } limit and < 1 ? RowsNeeded.For(limit, check.Confidence) : 0;
        if (check.Latency is not { P50: null, P95: null, P99: null } && check.Rows < needed)
        {
            yield return new($"{path}.rows", $"{check.Rows} rows cannot show this limit, even if none violates it.",
                $"at least {needed}", $"Write rows: {needed}, or allow more.");
        }
    }

    private static IEnumerable<Finding> Cases(BehaviourSpec check, string path, ModelTask task)
    {
        foreach (var (one, at) in (check.Cases ?? []).Select((one, i) => (one, $"{path}[{i}]")))
        {
            if (one.Given.Count == 0)
                yield return new($"{at}.given", "The case has no values.", "columns and their values");
            foreach (var (column, _) in one.Given.Where(given => BehaviourChange.IsUnwritable(given.Value)))
                yield return new($"{at}.given.{column}", "A value is empty or has a line break.", "one line; a column that is left out is missing");
            foreach (var finding in Expect(one.Expect, $"{at}.expect", task))
                yield return finding;
        }
    }

    private static IEnumerable<Finding> Expect(ExpectSpec expect, string path, ModelTask task)
    {
        if (expect.Label is not null && task is ModelTask.Regression or ModelTask.Ranking)
            yield return new($"{path}.label", "This task has no classes.", "score: { min, max }");
        if (expect.Label is { } label && task == ModelTask.Binary && Answer.Truth(label) is null)
            yield return new($"{path}.label", $"'{label}' is no class of a binary task.", "true or false");
        if (expect.Score is { } range && task == ModelTask.Multiclass)
            yield return new($"{path}.score", "The score of a class is not judged.", "label: a class");
        else if (expect.Score is { Min: null, Max: null })
            yield return new($"{path}.score", "The score has no limit.", "min, max or both");
        else if (expect.Score is { } limits && limits.Min > limits.Max)
            yield return new($"{path}.score.min", string.Create(CultureInfo.InvariantCulture, $"min {limits.Min} is greater than max {limits.Max}."), "min at most max");
    }
}
