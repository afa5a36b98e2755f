using System.Security.Cryptography;
using System.Text;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Experiments;

/// <summary>
/// A run that tries other settings on data that was accepted before. Nothing comes of it but its report: it is never
/// registered, never asked about, and gets no traffic. Pure.
/// </summary>
public static class Experiment
{
    /// <summary>The kind of trigger of these runs; their occurrence is the id of the request.</summary>
    public const string Kind = "experiment";

    private const string Mark = "exp";
    private const int Digits = 12;

    public static bool Is(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Trigger.Kind == Kind || IsId(run.Id);
    }

    /// <summary>
    /// <c>{pipeline}-exp{12 hex of SHA-256 over kind and request, one per line}</c>: the same request is the same run, whatever was
    /// applied or has landed meanwhile. No other run has such an id: after its last hyphen there are 12 hex digits.
    /// </summary>
    public static string IdOf(string pipeline, string request)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}\n{request}")));
        return $"{pipeline}-{Mark}{hash[..Digits]}";
    }

    public static bool IsId(string run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var last = run[(run.LastIndexOf('-') + 1)..];
        return last.Length == Mark.Length + Digits && last.StartsWith(Mark, StringComparison.Ordinal)
            && last[Mark.Length..].All(char.IsAsciiHexDigitLower);
    }

    /// <param name="act">What is asked for, in words that follow "may not": <c>be registered</c>.</param>
    /// <returns>Null for a run that delivers.</returns>
    public static string? Refusal(Run run, string act) => Is(run) ? Words(run.Id, act) : null;

    /// <exception cref="TerminalFailure">The run is an experiment.</exception>
    public static void Forbid(Run run, string act)
    {
        if (Refusal(run, act) is { } refusal)
            throw new TerminalFailure(refusal);
    }

    /// <summary>The same where only the id of the run is known.</summary>
    /// <exception cref="TerminalFailure">The run is an experiment.</exception>
    public static void Forbid(string run, string act)
    {
        if (IsId(run))
            throw new TerminalFailure(Words(run, act));
    }

    /// <summary>How it ended, in one sentence: first what the gates said, for nothing else follows.</summary>
    public static string Reason(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var gates = result.Outcome switch
        {
            EvaluationOutcome.Pass => "its gates passed",
            EvaluationOutcome.Ask => "its gates would ask a person",
            _ => "its gates failed",
        };
        return $"{gates}: {result.Headline}";
    }

    private static string Words(string run, string act) =>
        $"Run {run} is an experiment and may not {act}: nothing comes of it but its report. "
        + "To deliver what it tried, apply the pipeline with these settings.";
}
