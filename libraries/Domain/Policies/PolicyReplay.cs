using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Signing;

namespace Landfall.Domain.Policies;

/// <summary>A run that is over, with the documents it pinned.</summary>
/// <param name="KeyId">The key that signed its version; null when it registered none, or the version is gone.</param>
public sealed record PastRun(
    RunStatus Status, PipelineSpec Pipeline, PolicySpec Policy, IReadOnlyList<RecordEntry> Entries, string? KeyId = null);

/// <summary>What another policy would have said of a run.</summary>
/// <param name="Was">How it ended.</param>
/// <param name="New">Objections that the run did not meet then.</param>
/// <param name="Gone">Objections that it met then and would not any more.</param>
/// <param name="Overridden">Rules that it passed by an emergency override, whatever policy is played; null where it passed none.</param>
public sealed record ReplayedRun(
    string RunId, Verdict Was, IReadOnlyList<string> New, IReadOnlyList<string> Gone, IReadOnlyList<string>? Overridden = null)
{
    public bool Differs => New.Count > 0 || Gone.Count > 0;
}

/// <summary>
/// Plays a changed policy over past runs. Only what the record knows is judged: the pipeline each run pinned, the risk it
/// was given, whose key signed, who approved, and when traffic moved.
/// </summary>
public static class PolicyReplay
{
    public static ReplayedRun Of(PolicySpec policy, PastRun run)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(run);
        var (then, now) = (Objections(run.Policy, run).ToList(), Objections(policy, run).ToList());
        return new(
            run.Status.Run.Id, run.Status.Verdict ?? throw new ArgumentException("the run is not over", nameof(run)),
            [.. now.Except(then)], [.. then.Except(now)], Overridden(run));
    }

    private static IReadOnlyList<string>? Overridden(PastRun run)
    {
        var used = run.Entries.Where(entry => OverrideFacts.IsUse(entry.Fact))
            .Select(entry => $"Entry {entry.Sequence}: {entry.Fact.Summary}.").ToList();
        return used.Count > 0 ? used : null;
    }

    private static IEnumerable<string> Objections(PolicySpec policy, PastRun run)
    {
        foreach (var ruling in PolicyRules.Of(policy, run.Pipeline).Where(ruling => !ruling.Holds))
            yield return $"{ruling.Path}: {ruling.Explanation} Expected: {ruling.Expected}.";
        if (run.KeyId is { } key && ModelTrust.Of(policy, run.Status.Run.Pipeline).Refusal(key) is { } untrusted)
            yield return $"spec.trust: {untrusted}.";
        if (MissingApprovals(policy, run) is { } missing)
            yield return missing;
        foreach (var entry in run.Entries.Where(entry => entry.Fact.What == "traffic" && FactValues.Weight(entry.Fact) > 0))
        {
            if (FreezeCalendar.At(policy, entry.Fact.At) is { } freeze)
                yield return $"Entry {entry.Sequence}, {FactValues.Weight(entry.Fact)} % at {entry.Fact.At.UtcDateTime:u}, would have waited: {freeze}.";
        }
    }

    /// <summary>Only of what was let through: a run that was refused needs nobody's yes.</summary>
    private static string? MissingApprovals(PolicySpec policy, PastRun run)
    {
        if (Risk(run) is not { } risk || run.Status.Verdict is not (Verdict.Promoted or Verdict.RolledBack))
            return null;

        var rules = ApprovalRulesOf(policy);
        var (needed, given) = (rules.Quorum.Of(risk), Approvals(run));
        return given < needed
            ? $"At {risk.ToString().ToLowerInvariant()} risk {needed} approvals are needed; {given} were given."
            : null;
    }

    /// <summary>What a policy asks of approvals, as orchestrations know it.</summary>
    public static ApprovalRules ApprovalRulesOf(PolicySpec policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var (quorum, groups) = (policy.Quorum, policy.Approvers);
        return new(new(quorum.Low, quorum.Medium, quorum.High), new(groups.Low, groups.Medium, groups.High));
    }

    private static RiskLevel? Risk(PastRun run) =>
        Value(run, "risk", "level") is { ValueKind: JsonValueKind.String } level
        && Enum.TryParse<RiskLevel>(level.GetString(), out var known) ? known : null;

    private static int Approvals(PastRun run) =>
        Value(run, "decided", "approvals") is { ValueKind: JsonValueKind.Array } people ? people.GetArrayLength()
        : run.Entries.FirstOrDefault(entry => entry.Fact.What == "decided") is { Fact.By: not "approve" } decided
            ? decided.Fact.By.Split(", ").Length
            : 0;

    private static JsonElement? Value(PastRun run, string what, string name) =>
        run.Entries.FirstOrDefault(entry => entry.Fact.What == what) is { } entry ? FactValues.Of(entry.Fact, name) : null;
}
