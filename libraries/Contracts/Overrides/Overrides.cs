using System.Text.Json.Serialization;

namespace Landfall.Contracts;

/// <summary>A rule that two people may let one run pass. A closed list: what is not named here cannot be overridden.</summary>
public enum OverridableRule
{
    /// <summary>The policy's freeze windows, those of a date and those of the week.</summary>
    Freeze,

    /// <summary>The hours in which the pipeline lets weights rise.</summary>
    Hours,

    /// <summary>The policy's shadow step, which nobody ends early by hand.</summary>
    Shadow,

    /// <summary>The policy's largest first weight, which nobody jumps over by hand.</summary>
    FirstWeight,

    /// <summary>How many have to say yes: one is enough.</summary>
    Approvals,
}

public enum OverrideAct { Ask, Confirm, Withdraw }

/// <summary>What is asked for, and what it is bound to: another policy or version is another question.</summary>
/// <param name="Until">When it ends by itself, whether confirmed or not.</param>
/// <param name="Policy">Digest of the policy that the run pins.</param>
/// <param name="Statement">Of the run's version; null where it had none yet: then whichever version the run makes.</param>
public sealed record OverrideTerms(
    IReadOnlyList<OverridableRule> Rules, DateTimeOffset Until, string Policy, string? Statement = null);

/// <summary>One entry of the log <c>{run}-override/{seq}.json</c>; the number is claimed create-only.</summary>
/// <param name="By">The person's id in the environment.</param>
/// <param name="Terms">With an ask.</param>
public sealed record OverrideEntry(
    int Sequence, OverrideAct Act, string By, DateTimeOffset At, string? Reason, OverrideTerms? Terms = null);

public enum OverrideState
{
    /// <summary>Nobody has asked.</summary>
    None,

    /// <summary>One person has asked; a second one has to confirm.</summary>
    Asked,

    /// <summary>Two people let the run pass.</summary>
    Live,

    Withdrawn, Expired,

    /// <summary>The policy or the version is another one than it was given for.</summary>
    Void,
}

/// <summary>The fold over the log: its newest ask, and what became of it.</summary>
/// <param name="Number">The ask's number in the log; 0 without one.</param>
/// <param name="Explanation">One sentence: who lets the run pass what until when and why, or who is still missing.</param>
public sealed record OverrideView(
    string RunId, OverrideState State, int Number, IReadOnlyList<OverridableRule> Rules, string? AskedBy, string? ConfirmedBy,
    string? Reason, string? ConfirmReason, DateTimeOffset? Until, string Explanation)
{
    /// <summary>What people read where a rule was passed; null while it lets nothing pass.</summary>
    [JsonIgnore]
    public string? Words => State == OverrideState.Live
        ? $"overridden by {AskedBy} and {ConfirmedBy} until {Until!.Value.UtcDateTime:u}: {Reason}"
        : null;

    public bool Passes(OverridableRule rule) => State == OverrideState.Live && Rules.Contains(rule);
}

/// <summary>A rule that stood in the way and was passed.</summary>
/// <param name="Explanation">Which one, who let the run pass it, until when and why.</param>
public sealed record PassedRule(OverridableRule Rule, string Explanation);

/// <summary>What became of an act.</summary>
/// <param name="Told">Who was told of it, now or before.</param>
/// <param name="Untold">Why nobody, or not the record, could be told; null where all were.</param>
public sealed record OverrideReply(OverrideView Override, IReadOnlyList<string> Told, string? Untold = null);
