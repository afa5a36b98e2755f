using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Outside checks can be told apart, say whom they ask, and are asked over https.</summary>
internal static class OutsideCheck
{
    /// <summary>A workflow may have ten inputs; two of them are ours.</summary>
    private const int MostInputs = 8;

    private static readonly string[] Ours = ["landfall", "landfall_callback"];

    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (check, index) in pipeline.Spec.OutsideChecks.Select((check, index) => (check, index)))
        {
            var path = $"spec.checks[{index}]";
            if (!names.Add(check.Name))
                yield return new($"{path}.name", $"There are two checks '{check.Name}'.", "a name of its own");
            foreach (var finding in Place(check, path).Concat(Inputs(check, path)))
                yield return finding;
            if (Uri.TryCreate(check.Url, UriKind.Absolute, out var url) && url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
                yield return new($"{path}.url", "Checks are not asked for in the clear.", "an https address, or one of this machine");
        }
    }

    private static IEnumerable<Finding> Place(CheckSpec check, string path) => check.Kind switch
    {
        CheckKind.Webhook => Webhook(check, path),
        CheckKind.Github => Workflow(check, path, "owner/name", "the name of the workflow's file, such as audit.yml", IsFile),
        _ => Workflow(check, path, "organization/project", "the number of the pipeline, such as 42", IsNumber),
    };

    private static IEnumerable<Finding> Webhook(CheckSpec check, string path)
    {
        if (check.Url is null)
            yield return new($"{path}.url", "It is not said where the webhook is.", "url: https://…");
        if (check.Repository is not null)
            yield return new($"{path}.repository", "A webhook has no repository.", "no repository");
        if (check.Workflow is not null)
            yield return new($"{path}.workflow", "A webhook has no workflow.", "no workflow");
    }

    private static IEnumerable<Finding> Workflow(
        CheckSpec check, string path, string repository, string workflow, Func<string, bool> isWorkflow)
    {
        if (check.Repository?.Split('/') is not [{ Length: > 0 } first, { Length: > 0 } second] || !IsPart(first) || !IsPart(second))
            yield return new($"{path}.repository", "It is not said where the workflow is.", repository);
        if (check.Workflow is not { } name || !isWorkflow(name))
            yield return new($"{path}.workflow", "It is not said which workflow runs.", workflow);
    }

    private static IEnumerable<Finding> Inputs(CheckSpec check, string path)
    {
        if (check.Given.Count > MostInputs)
        {
            yield return new(
                $"{path}.inputs", $"There are {check.Given.Count} inputs.", $"at most {MostInputs}: a workflow takes ten, and two are ours");
        }

        foreach (var name in check.Given.Keys.Where(name => Ours.Contains(name, StringComparer.OrdinalIgnoreCase)))
            yield return new($"{path}.inputs.{name}", $"'{name}' is given by Landfall itself.", "another name");
    }

    private static bool IsFile(string name) =>
        IsPart(name) && (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal));

    private static bool IsNumber(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    /// <summary>It becomes a part of an address, where a point alone would climb.</summary>
    private static bool IsPart(string text) =>
        text is not ("." or "..") && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ');
}
