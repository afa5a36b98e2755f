namespace Landfall.Contracts;

/// <summary>A check by a system outside, as an orchestration knows it.</summary>
/// <param name="AskOnSilence">Where it is required and gives no answer: a person is asked. Otherwise the run ends refused.</param>
/// <param name="Timeout">From its start to its answer.</param>
public sealed record CheckPlan(string Name, bool Required, bool AskOnSilence, TimeSpan Timeout);

/// <summary>What came of a check.</summary>
public enum CheckConclusion
{
    Success,
    Failure,

    /// <summary>It has nothing to say against it.</summary>
    Neutral,

    /// <summary>It was called off outside: no judgement.</summary>
    Cancelled,

    /// <summary>It could not be started, or gave no answer in time. Nobody outside can say this.</summary>
    Unknown,
}

/// <param name="Check">Its name in the pipeline that the run pinned.</param>
public sealed record StartCheckRequest(Run Run, ModelVersionRef Version, string Check);

/// <summary>A check that is asked for: stored once, so that a repeat asks the same until the same moment.</summary>
/// <param name="Where">Who is asked, for people.</param>
public sealed record CheckTicket(
    string Id, string Check, string RunId, ModelVersionRef Version, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, string Where)
{
    /// <summary>What an answer is good for: this very version, signed.</summary>
    public string Scope => Version.StatementDigest;
}

/// <param name="Page">Where people can follow it; null where the other side named none.</param>
public sealed record StartedCheck(CheckTicket Ticket, Uri? Page = null);

/// <summary>The one answer of a check, stored once.</summary>
/// <param name="Summary">By the other side: bounded, and escaped wherever it is shown.</param>
/// <param name="Url">An https address, or null.</param>
public sealed record CheckAnswer(string Id, CheckConclusion Conclusion, string Summary, string? Url, DateTimeOffset At);

/// <param name="Ids">Of the checks that are looked at.</param>
public sealed record ReadChecksRequest(IReadOnlyList<string> Ids);

/// <summary>Those that have answered.</summary>
public sealed record CheckAnswers(IReadOnlyList<CheckAnswer> Answers);

/// <summary>Ends a check without an answer; whoever was first counts.</summary>
public sealed record CloseCheckRequest(string Id, string Reason);

/// <summary>A check as people see it.</summary>
/// <param name="Conclusion">Null while there is no answer.</param>
/// <param name="Summary">What was said, or what is waited for.</param>
/// <param name="Url">Where more of it stands; https.</param>
public sealed record CheckStatus(string Name, bool Required, CheckConclusion? Conclusion, string Summary, string? Url = null);
