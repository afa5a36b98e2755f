using Landfall.Contracts.Documents;

namespace Landfall.Functions.Validate;

/// <summary>From checks to a verdict and the sentence a person reads first. Pure.</summary>
internal static class DataVerdicts
{
    private const int Named = 3;

    /// <param name="impossible">Why no split can be made, whatever anybody decides; null when one can.</param>
    public static (DataVerdict Verdict, string Reason) Of(
        IReadOnlyList<DataCheck> checks, ValidationFailure onFailure, string? impossible, QuarantineRelease? released)
    {
        var (verdict, reason) = Judge(checks, onFailure, impossible, released);
        return released?.LeaveOut is { Count: > 0 and var files }
            ? (verdict == DataVerdict.Pass ? DataVerdict.Warn : verdict,
                $"{released.By} left out {(files == 1 ? "1 file" : $"{files} files")} ({released.Reason}). {reason}")
            : (verdict, reason);
    }

    private static (DataVerdict Verdict, string Reason) Judge(
        IReadOnlyList<DataCheck> checks, ValidationFailure onFailure, string? impossible, QuarantineRelease? released)
    {
        var failed = checks.Where(check => check.Outcome == CheckOutcome.Fail).ToList();
        var warned = checks.Where(check => check.Outcome == CheckOutcome.Warn).ToList();

        if (impossible is not null)
            return (DataVerdict.Quarantine, Sentence(failed, checks.Count));
        if (failed.Count == 0)
            return warned.Count == 0
                ? (DataVerdict.Pass, $"All {checks.Count} checks passed.")
                : (DataVerdict.Warn, $"No check failed, {Notes(warned.Count)}: {Few(warned)}");
        if (released is not null)
            return (DataVerdict.Warn, $"Released by {released.By} ({released.Reason}), although {Lower(Sentence(failed, checks.Count))}");

        return (onFailure == ValidationFailure.Warn ? DataVerdict.Warn : DataVerdict.Quarantine, Sentence(failed, checks.Count));
    }

    public static string Notes(int count) => count == 1 ? "1 note" : $"{count} notes";

    private static string Sentence(IReadOnlyList<DataCheck> failed, int all) => $"{failed.Count} of {all} checks failed: {Few(failed)}";

    private static string Few(IReadOnlyList<DataCheck> checks)
    {
        var named = string.Join(" ", checks.Take(Named).Select(check => check.Explanation));
        return checks.Count > Named ? $"{named} And {checks.Count - Named} more." : named;
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
