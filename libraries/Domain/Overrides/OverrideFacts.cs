using System.Text.Json;
using Landfall.Domain.Records;

namespace Landfall.Domain.Overrides;

/// <summary>What a run's record says of an override: who asked, confirmed or withdrew, and each rule that was passed by it.</summary>
public static class OverrideFacts
{
    public const string What = "override";

    /// <param name="view">What the log amounts to with this entry.</param>
    public static RecordFact Said(Run run, OverrideEntry entry, OverrideView view)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(view);
        return new(
            run.Id, $"{What}-{entry.Sequence}", What, entry.By, entry.At, $"emergency override: {Sentence(entry, view)}",
            Inputs(run, entry.Terms),
            Facts(new { act = $"{entry.Act}", ask = view.Number, rules = view.Rules, until = view.Until }));
    }

    /// <param name="at">Tells the places apart at which one rule is passed: an ask and a weight, a command, a question.</param>
    public static RecordFact Used(string run, PassedRule passed, string at, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(passed);
        return new(
            run, $"{What}-{OverridableRules.Word(passed.Rule)}-{at}", What, "policy", now, passed.Explanation, null,
            Facts(new { act = "Use", rule = passed.Rule, at }));
    }

    /// <returns>Which rules the run passed and by whom, in sentences; empty where it passed none.</returns>
    public static IReadOnlyList<string> Passed(IEnumerable<RecordEntry> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. record.Where(entry => IsUse(entry.Fact)).Select(entry => entry.Fact.Summary)];
    }

    internal static bool IsUse(RecordFact fact) =>
        fact.What == What && FactValues.Of(fact, "rule") is { ValueKind: JsonValueKind.String };

    private static string Sentence(OverrideEntry entry, OverrideView view)
    {
        var (what, until) = (OverridableRules.Text(view.Rules), $"{view.Until?.UtcDateTime:u}");
        var why = string.IsNullOrWhiteSpace(entry.Reason) ? "" : $": {entry.Reason}";
        return entry.Act switch
        {
            OverrideAct.Ask => $"{entry.By} asks to let the run pass {what} until {until}{why}",
            OverrideAct.Confirm => $"{entry.By} confirms that it passes {what} until {until}, as {view.AskedBy} asked{why}",
            _ => $"{entry.By} withdraws it{why}",
        };
    }

    private static Dictionary<string, string> Inputs(Run run, OverrideTerms? terms)
    {
        var inputs = new Dictionary<string, string> { ["policy"] = run.Documents.Policy };
        if (terms?.Statement is { } statement)
            inputs["statement"] = statement;
        return inputs;
    }

    private static JsonElement Facts(object facts) => JsonSerializer.SerializeToElement(facts, ContractsJson.Options);
}
