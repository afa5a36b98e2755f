using System.Globalization;
using System.Text;

namespace Landfall.Domain.Git;

/// <summary>
/// What should run, as a file for people and programs: flat YAML, one fact a line. A file that says the right thing is
/// left as it is, so that writing twice commits once.
/// </summary>
public static class DesiredFile
{
    /// <returns>Null when the file already says so.</returns>
    public static string? Wanted(DesiredState state, string? now, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        return now is not null && Says(state, Facts(now)) ? null : Write(state, at);
    }

    private static bool Says(DesiredState state, Dictionary<string, string> file)
    {
        // After a rollback the champion's own run may stand in the file: what runs is right, and that is what counts.
        var sameRun = state.Verdict != Verdict.Promoted || file.GetValueOrDefault("run") == Text(state.Run.Id);
        return sameRun
            && file.GetValueOrDefault("model") == Text(state.Run.Pipeline)
            && file.GetValueOrDefault("version") == Number(state.Version)
            && file.GetValueOrDefault("digest") == Text(state.Version?.Digest)
            && file.GetValueOrDefault("serverImage") == Text(state.Version?.ServerImage);
    }

    private static string Write(DesiredState state, DateTimeOffset at)
    {
        var run = state.Run;
        (string Key, string Value)[] facts =
        [
            ("model", Text(run.Pipeline)),
            ("version", Number(state.Version)),
            ("digest", Text(state.Version?.Digest)),
            ("serverImage", Text(state.Version?.ServerImage)),
            ("statement", Text(state.Version?.StatementDigest)),
            ("run", Text(run.Id)),
            ("dataset", Text(run.Dataset.Digest)),
            ("policy", Text(run.Documents.Policy)),
            ("promotedAt", Text(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))),
        ];

        var text = new StringBuilder("# Written by Landfall: what should serve. To bring an older version back, revert its commit.\n");
        foreach (var (key, value) in facts)
            text.Append(key).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>Key and value of each line, values as written.</summary>
    internal static Dictionary<string, string> Facts(string file)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in file.Split('\n'))
        {
            if (!line.StartsWith('#') && line.Split(": ", 2) is [var key, var value])
                facts[key] = value.TrimEnd('\r', ' ');
        }

        return facts;
    }

    private static string Number(ModelVersionRef? version) =>
        version?.Number.ToString(CultureInfo.InvariantCulture) ?? "null";

    /// <summary>Always quoted: none of these is to be taken for a number, a date or a key.</summary>
    private static string Text(string? value) =>
        value is null ? "null" : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
