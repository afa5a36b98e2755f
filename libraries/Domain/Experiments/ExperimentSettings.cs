using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Experiments;

/// <summary>
/// Puts other values below <c>train</c> into an applied pipeline, and checks the whole by the rules of every document. All else
/// stays as it was applied: data, contract, holdout and gates, so that what is measured can be compared. Pure.
/// </summary>
public static class ExperimentSettings
{
    public const int Most = 20;

    /// <summary>Characters of all settings together: they travel with the run.</summary>
    public const int Longest = 2000;

    private const string Root = "train.";
    private const string Form = "train.NAME=VALUE, for example train.env.LEARNING_RATE=0.05";

    private sealed record Setting(string Text, string Path, ScalarNode Value);

    /// <param name="settings"><c>train.env.RATE=0.05</c>, one each; the value as YAML has it.</param>
    /// <returns>The pipeline with them, or everything that is wrong; each problem names its setting.</returns>
    public static (ModelPipeline? Pipeline, IReadOnlyList<DocumentProblem> Problems) Apply(
        ModelPipeline applied, IReadOnlyList<string> settings)
    {
        ArgumentNullException.ThrowIfNull(applied);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Count > Most || settings.Sum(text => text.Length) > Longest)
        {
            return (null, [Problem("spec.train", $"There are {settings.Count} settings of {settings.Sum(text => text.Length)} characters.",
                $"at most {Most} of at most {Longest} characters together")]);
        }

        var problems = new List<DocumentProblem>();
        var read = settings.Select(text => Read(text, problems)).OfType<Setting>().ToList();
        foreach (var twice in read.GroupBy(setting => setting.Path).Where(group => group.Count() > 1))
            problems.Add(Problem($"spec.{twice.Key}", $"--set {twice.Key} is written twice.", "each path once"));
        if (problems.Count > 0)
            return (null, problems);

        var root = YamlTree.Parse(DocumentDigest.CanonicalJson(applied), problems)
            ?? throw new InvalidOperationException($"The applied pipeline {applied.Metadata.Name} cannot be read: {problems[0].Message}");
        foreach (var setting in read)
            root = With(root, $"spec.{setting.Path}".Split('.'), setting.Value);

        var reading = DocumentReader.Read(DocumentKinds.ModelPipeline, root, problems);
        return reading.Document is ModelPipeline changed
            ? (applied with { Spec = applied.Spec with { Train = changed.Spec.Train } }, [])
            : (null, Named(reading.Problems, settings));
    }

    /// <summary>Says with each problem which setting it comes from. Places in the text are left out: nobody has written one.</summary>
    public static IReadOnlyList<DocumentProblem> Named(IReadOnlyList<DocumentProblem> problems, IReadOnlyList<string> settings)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. problems.Select(problem => problem with
            {
                Line = 0,
                Column = 0,
                Message = settings.FirstOrDefault(text => Concerns(problem.Path, text)) is { } own
                    ? $"--set {own}: {problem.Message}" : problem.Message,
            }),
        ];
    }

    private static Setting? Read(string text, List<DocumentProblem> problems)
    {
        var parts = text.Split('=', 2);
        var (path, value) = (parts[0].Trim(), parts.Length == 2 ? parts[1].Trim() : "");
        if (!IsPath(path))
        {
            problems.Add(Problem(
                path.StartsWith("spec.", StringComparison.Ordinal) ? path : $"spec.{path}",
                $"--set {text}: '{path}' cannot be changed in an experiment.", Form,
                "Data, contract, holdout and gates are the pipeline's own, so that the comparison is fair. Leave out 'spec.'."));
            return null;
        }

        if (value.Length == 0)
        {
            problems.Add(Problem($"spec.{path}", $"--set {text}: there is no value.", Form, "Write '\"\"' for an empty text."));
            return null;
        }

        if (Scalar(value) is { } scalar)
            return new(text, path, scalar);

        problems.Add(Problem($"spec.{path}", $"--set {text}: this is not a single value.", "a text, a number, true or false, or a duration",
            "Quote a text that YAML takes for something else: '\"a: b\"'."));
        return null;
    }

    private static bool IsPath(string path) =>
        path.StartsWith(Root, StringComparison.Ordinal)
        && path.Split('.').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));

    /// <summary>Read alone, so that no value can be more than a value.</summary>
    private static ScalarNode? Scalar(string value)
    {
        var problems = new List<DocumentProblem>();
        return !value.Any(char.IsControl) && YamlTree.Parse($"value: {value}", problems) is { Entries: [{ Value: ScalarNode scalar }] }
            && problems.Count == 0 && !scalar.IsNothing ? scalar with { Line = 0, Column = 0 } : null;
    }

    private static MapNode With(MapNode map, IReadOnlyList<string> path, ScalarNode value)
    {
        var known = map.Find(path[0]);
        DocumentNode next = path.Count == 1
            ? value : With(known?.Value as MapNode ?? new MapNode(0, 0, []), [.. path.Skip(1)], value);
        return map with
        {
            Entries = known is null
                ? [.. map.Entries, new MapEntry(path[0], 0, 0, next)]
                : [.. map.Entries.Select(entry => entry == known ? entry with { Value = next } : entry)],
        };
    }

    private static bool Concerns(string path, string text)
    {
        var own = $"spec.{text.Split('=')[0].Trim()}";
        return path.StartsWith("spec.train", StringComparison.Ordinal) && (Within(path, own) || Within(own, path));
    }

    private static bool Within(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');

    private static DocumentProblem Problem(string path, string message, string expected, string hint = "") =>
        new(path, 0, 0, message, expected, hint);
}
