using Landfall.Domain.Records;
using Landfall.Domain.Registry;

namespace Landfall.Domain.Explanations;

/// <summary>
/// Answers "why is this model serving?" and "why was that one refused?" from a run's status and its record. Nothing is
/// added to what stands there: each sentence names the entry it comes from.
/// </summary>
public static class RunExplanation
{
    /// <param name="serving">The last move of the champion alias, when the question is about what serves now.</param>
    public static Explanation Of(RunStatus status, RunRecord record, AliasEntry? serving = null)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(record);
        var run = status.Run.Id;
        var facts = record.Entries.SelectMany(entry => FactSentences.Of(status, entry));
        return new(
            Question(status, serving), run,
            [Answer(status, record, serving), .. facts, .. Missing(status), Chain(run, record)]);
    }

    private static string Question(RunStatus status, AliasEntry? serving) => status switch
    {
        _ when serving is not null => $"Why does {serving.To} serve?",
        { Verdict: Verdict.Promoted } => $"Why was {Subject(status)} promoted?",
        { Verdict: Verdict.RolledBack } => $"Why was {Subject(status)} rolled back?",
        { Verdict: Verdict.Rejected } => $"Why was {Subject(status)} refused?",
        { Verdict: Verdict.Failed } => $"Why did {status.Run.Id} fail?",
        { Verdict: Verdict.Evaluated } => $"What came of the experiment {status.Run.Id}?",
        { Verdict: not null } => $"Why did {status.Run.Id} end?",
        _ => $"What is {status.Run.Id} doing?",
    };

    private static ExplainedSentence Answer(RunStatus status, RunRecord record, AliasEntry? serving)
    {
        var reason = status.Reason?.TrimEnd('.') ?? "no reason was given";
        var champion = status.Champion is { } old ? $"{old}" : "no version";
        var place = status.Champion is { } former ? $"in place of {former}" : "as the first version";
        var text = status switch
        {
            _ when serving is not null && serving.RunId != status.Run.Id =>
                $"{serving.To} is champion since {Words.At(serving.At)}: {serving.Reason}.",
            { Verdict: Verdict.Promoted } =>
                $"{Subject(status)} was promoted at {Words.At(status.FinishedAt)} {place}: {reason}.",
            { Verdict: Verdict.RolledBack } =>
                $"{Subject(status)} was rolled back at {Words.At(status.FinishedAt)}, and {champion} has all live traffic: {reason}.",
            { Verdict: Verdict.Rejected } => $"{Refused(status)}: {reason}. {NoTraffic(record)}",
            { Verdict: Verdict.Failed } =>
                $"An error ended the run {Where(status)}; nothing was judged by it: {reason}.",
            { Verdict: Verdict.Evaluated } =>
                $"The experiment was measured{Against(status)}: {reason}. Nothing of it was registered, and it got no traffic.",
            { Verdict: { } verdict } => $"The run was {Words.Lower(verdict)} {Where(status)}: {reason}.",
            { WaitingFor: { } waits } => $"It waits {Where(status)} since {Words.At(status.WaitingSince)} for {waits}.",
            _ => $"It is under way {Where(status)}.",
        };
        var last = record.Entries.LastOrDefault(entry => entry.Fact.What == "verdict") ?? record.Entries.LastOrDefault();
        return new(ExplainedTopic.Answer, text, last is null ? [] : [Links.Entry(status.Run.Id, last)]);
    }

    /// <summary>The version where there is one; before that only the data has a name.</summary>
    private static string Subject(RunStatus status) =>
        status.Version is { } version ? $"{version}"
        : status.Steps.Any(step => step is { Name: "trained", State: StepState.Done }) ? $"the candidate from {status.Run.Dataset.Name}"
        : $"the data {status.Run.Dataset.Name}";

    private static string Refused(RunStatus status)
    {
        var step = status.Steps.LastOrDefault(step => step.State == StepState.Refused)?.Name;
        var subject = Words.Capital(Subject(status));
        return step switch
        {
            "validated" => $"{subject} was refused and nothing was trained on it",
            "evaluated" => $"{subject} was refused at its evaluation",
            "checked" => $"{subject} was refused by an outside check",
            "approved" => $"{subject} was not approved",
            "rollout" => $"{subject} was refused in its rollout",
            _ => $"{subject} was refused",
        };
    }

    private static string Against(RunStatus status) =>
        status.Champion is { } champion ? $" beside {champion}" : ", with no version beside it";

    private static string NoTraffic(RunRecord record) =>
        record.Entries.Any(entry => entry.Fact.What == "traffic" && FactValues.Weight(entry.Fact) > 0)
            ? "It had live traffic before, and has none now."
            : "It never had live traffic.";

    private static string Where(RunStatus status) =>
        status.Steps.LastOrDefault(step => step.State is StepState.Running or StepState.Waiting or StepState.Failed) is { } step
            ? $"at the step '{step.Name}'"
            : "before any step";

    /// <summary>What was passed over leaves no entry of its own, and would be asked for first.</summary>
    private static IEnumerable<ExplainedSentence> Missing(RunStatus status) =>
        status.Steps.Where(step => step is { Name: "approved", State: StepState.Skipped, Detail: not null })
            .Select(step => new ExplainedSentence(
                ExplainedTopic.People, $"No person decided: {step.Detail}.", [Links.Run(status.Run.Id)]));

    private static ExplainedSentence Chain(string run, RunRecord record) => new(
        ExplainedTopic.Record,
        record.Check.Intact
            ? $"All of this stands in the run's record: {record.Check.Explanation}."
            : $"The run's record is broken, so nothing here can be relied on: {record.Check.Explanation}.",
        [Links.Record(run)]);
}
