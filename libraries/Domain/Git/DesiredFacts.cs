using System.Globalization;

namespace Landfall.Domain.Git;

/// <summary>What a file in Git says should serve, read as strictly as it is written.</summary>
/// <param name="Version">Null where the file says that no version should serve.</param>
/// <param name="Run">The run that the file names.</param>
public sealed record DesiredFacts(string Model, ModelVersionRef? Version, string? Run)
{
    /// <returns>The facts, or what is wrong with the file; exactly one of the two.</returns>
    public static (DesiredFacts? Facts, string? Problem) Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var facts = DesiredFile.Facts(file);
        var (model, problem) = (Text(facts, "model"), Missing(facts));
        if (problem is not null || model is null)
            return (null, problem ?? "model is missing");
        if (facts["version"] == "null")
            return (new(model, null, Text(facts, "run")), null);

        return int.TryParse(facts["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            && Text(facts, "digest") is { } digest && Text(facts, "serverImage") is { } image
            ? (new(model, new(model, number, digest, image, Text(facts, "statement") ?? ""), Text(facts, "run")), null)
            : (null, "version, digest and serverImage do not name a version: a whole number above 0 and two quoted texts are expected");
    }

    private static string? Missing(Dictionary<string, string> facts) =>
        new[] { "model", "version", "digest", "serverImage", "run" }.FirstOrDefault(key => !facts.ContainsKey(key)) is { } key
            ? $"'{key}' is missing"
            : null;

    /// <summary>Texts are quoted; what is not is no text of ours.</summary>
    private static string? Text(Dictionary<string, string> facts, string key) =>
        facts.TryGetValue(key, out var value) && value is ['"', .. var inner, '"']
            ? inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
            : null;
}
