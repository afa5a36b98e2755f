using System.Text.RegularExpressions;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>The header of testers is one that a gateway can match and that nobody else gives a meaning.</summary>
internal static partial class TesterCheck
{
    private const string Path = "spec.rollout.testers";

    private static readonly string[] Taken = ["host", "content-type", "content-length", "connection", "authorization", "x-client-id"];

    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        if (pipeline.Spec.Rollout.Testers is not { } testers)
            yield break;

        var name = testers.Header.ToLowerInvariant();
        if (!Name().IsMatch(testers.Header))
            yield return new($"{Path}.header", $"'{testers.Header}' is no name of a header.", "letters, digits and dashes, such as x-preview");
        else if (Taken.Contains(name) || name.StartsWith("x-landfall-", StringComparison.Ordinal))
            yield return new($"{Path}.header", $"'{testers.Header}' has a meaning of its own.", "a header for testers alone, such as x-preview");
        if (!Value().IsMatch(testers.Value))
            yield return new($"{Path}.value", "The value has characters that no header has, or none.", "visible ASCII characters, without spaces at its ends");
    }

    /// <summary>The token of RFC 9110, section 5.6.2, without what nobody uses.</summary>
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]*\\z")]
    private static partial Regex Name();

    [GeneratedRegex("^[!-~]([ -~]*[!-~])?\\z")]
    private static partial Regex Value();
}
