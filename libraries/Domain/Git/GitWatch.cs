using Landfall.Contracts.Provenance;

namespace Landfall.Domain.Git;

/// <summary>How Git and what Landfall did stand to one another.</summary>
public enum GitStanding
{
    /// <summary>The file says what Landfall wrote.</summary>
    Agrees,

    /// <summary>Somebody changed the file to another version, and a run of that version was asked for.</summary>
    Asked,

    /// <summary>Something has to be written that could not be: tried again.</summary>
    Owed,

    /// <summary>The file says something that cannot be carried out, or the branch was rewritten.</summary>
    Drift,
}

/// <summary>What is known of a pipeline's file in Git.</summary>
/// <param name="Content">SHA-256 of the file as last seen or written; null before the first.</param>
/// <param name="Tip">The newest commit when it was last seen.</param>
/// <param name="Proposed">SHA-256 of a file that was pushed to a branch of its own, for people to merge.</param>
/// <param name="Owed">What is still to be written.</param>
public sealed record GitState(
    string? Content, string? Tip, string? Proposed, DesiredState? Owed, GitStanding Standing, string Explanation, DateTimeOffset At)
{
    public static GitState Unknown { get; } = new(null, null, null, null, GitStanding.Agrees, "not looked at yet", default);
}

/// <param name="State">What to remember.</param>
/// <param name="Ask">The run to ask for; null when nothing is asked.</param>
public sealed record GitRuling(GitState State, RerunRequest? Ask);

/// <summary>
/// What a change in Git means. A commit by a person that names another version is a wish, whoever may push may utter it;
/// whether it is carried out is decided like any other rollout. A rewritten branch is no wish: nobody can say who wrote it.
/// </summary>
public static class GitWatch
{
    private const int LongestReason = 300;

    /// <param name="forged">Why a commit under Landfall's name is not its own; null where the signature holds.</param>
    public static GitRuling On(string pipeline, GitState known, GitReading reading, DateTimeOffset now, string? forged = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(reading);
        var digest = reading.Content is null ? null : DigestOf(reading.Content);
        GitState Next(GitStanding standing, string explanation) =>
            known with { Content = digest, Tip = reading.Tip, Standing = standing, Explanation = explanation, At = now };

        if (digest == known.Content)
        {
            // Seen before: what was said of it holds on, also that it drifted.
            return new(known with { Tip = reading.Tip }, null);
        }

        if (known.Content is null)
            return new(Next(GitStanding.Agrees, $"seen for the first time at {CommitId.Short(reading.Commit)}"), null);
        if (digest is not null && digest == known.Proposed)
            return new(Next(GitStanding.Agrees, $"the proposed change was merged by {reading.By}") with { Proposed = null }, null);
        if (!reading.Continues)
            return new(Next(GitStanding.Drift, $"the branch was rewritten, and {CommitId.Short(reading.Commit)} says something else: "
                + "nothing follows from it; commit the wished version anew on top"), null);
        if (reading.IsOurs && forged is not null)
            return new(Next(GitStanding.Drift, $"{CommitId.Short(reading.Commit)} bears Landfall's name, and {forged}: "
                + "nothing follows from it; commit the wished version under your own"), null);
        if (reading.IsOurs)
            return new(Next(GitStanding.Agrees, $"written by Landfall as {CommitId.Short(reading.Commit)}"), null);
        if (reading.Content is null)
            return new(Next(GitStanding.Drift, $"{reading.By} removed the file in {CommitId.Short(reading.Commit)}: "
                + "nothing follows from it; it is written again with the next promotion"), null);

        return Wish(pipeline, reading, Next);
    }

    public static string DigestOf(string content) => ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(content));

    private static GitRuling Wish(string pipeline, GitReading reading, Func<GitStanding, string, GitState> next)
    {
        var (facts, problem) = DesiredFacts.Read(reading.Content!);
        var refused = problem
            ?? (facts!.Model != pipeline ? $"it is about model '{facts.Model}', not {pipeline}" : null)
            ?? (facts.Version is null ? "it says that no version should serve: halt or roll back instead" : null)
            ?? (facts.Run is null ? "it names no run" : null);
        if (refused is not null)
            return new(next(GitStanding.Drift, $"{reading.By} changed the file in {CommitId.Short(reading.Commit)}, but {refused}"), null);

        var reason = $"{Line(reading.Message)} (commit {CommitId.Short(reading.Commit)})";
        return new(
            next(GitStanding.Asked, $"{reading.By} asks for {facts!.Version} in {CommitId.Short(reading.Commit)}"),
            new(facts.Run!, reading.By, reason, facts.Version, reading.Commit));
    }

    /// <summary>The first line of a message: a stranger's text, which is to stay one line.</summary>
    private static string Line(string message)
    {
        var first = message.Split('\n')[0];
        var line = new string([.. first.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length <= LongestReason ? line : $"{line[..LongestReason]}…";
    }
}
