using System.Text;

namespace Landfall.Domain.Git;

/// <summary>The message of a commit that says what should run; its trailers lead back to the run.</summary>
public static class CommitMessage
{
    /// <summary>Begins the line that leads back to the run.</summary>
    public const string RunTrailer = "Landfall-Run: ";

    private const int LongestReason = 500;

    /// <param name="last">The newest entry of the run's record.</param>
    /// <param name="overridden">Rules that the run passed by an emergency override; null where it passed none.</param>
    public static string Of(DesiredState state, RecordEntry? last, IReadOnlyList<string>? overridden = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        var message = new StringBuilder(Subject(state)).Append("\n\n").Append(OneLine(state.Reason)).Append("\n\n")
            .Append(RunTrailer).Append(state.Run.Id).Append('\n')
            .Append("Landfall-Verdict: ").Append(state.Verdict).Append('\n');
        foreach (var passed in overridden ?? [])
            message.Append("Landfall-Override: ").Append(OneLine(passed)).Append('\n');
        if (last is not null)
            message.Append("Landfall-Record: ").Append(last.Sequence).Append(' ').Append(last.Hash).Append('\n');
        return message.ToString();
    }

    private static string Subject(DesiredState state) => (state.Verdict, state.Version) switch
    {
        (Verdict.Promoted, { } version) => $"Promote {version}",
        (_, { } version) => $"Return to {version}",
        _ => $"Serve no version of {state.Run.Pipeline}",
    };

    /// <summary>A reason may quote a person: it must not be able to add a trailer.</summary>
    private static string OneLine(string reason)
    {
        var line = new string([.. reason.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]).Trim();
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }
}
