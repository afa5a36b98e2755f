using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Checks;

/// <summary>
/// The contract's conditions over rows. A row is good where the condition is true; where a value is missing and the
/// condition therefore unknown, it is not.
/// </summary>
public static class RuleChecks
{
    /// <returns>The conditions that rows must satisfy to be kept.</returns>
    public static IReadOnlyList<string> Run(
        Workbench bench, DatasetTable table, IReadOnlyList<RuleSpec> rules, CheckList checks, CancellationToken cancel)
    {
        var kept = new List<string>();
        foreach (var rule in rules)
        {
            var (broken, problem) = Count(bench, table, rule, cancel);
            if (problem is not null)
            {
                checks.Fail("rule", $"The rule '{rule.Name}' cannot be computed: {problem}.");
                continue;
            }

            Judge(rule, broken, table.Rows, checks);
            if (rule.Action == RuleAction.Drop)
                kept.Add($"(({rule.Sql}) IS TRUE)");
        }

        return kept;
    }

    private static (long Broken, string? Problem) Count(
        Workbench bench, DatasetTable table, RuleSpec rule, CancellationToken cancel)
    {
        var (expression, problem) = SqlExpression.Read(bench, rule.Sql, cancel);
        if (expression is null)
            return (0, problem);

        try
        {
            return (bench.Count($"SELECT count(*) FROM {Sql.Name(table.Name)} WHERE ({rule.Sql}) IS NOT TRUE", cancel), null);
        }
        catch (QueryFailure failure)
        {
            return (0, failure.Message.TrimEnd('.'));
        }
    }

    private static void Judge(RuleSpec rule, long broken, long rows, CheckList checks)
    {
        var share = rows == 0 ? 0 : (double)broken / rows;
        var text = broken == 0
            ? $"Every row keeps the rule '{rule.Name}'"
            : $"{ColumnChecks.Share(broken, rows)} {(broken == 1 ? "breaks" : "break")} the rule '{rule.Name}'";
        var limit = string.Create(CultureInfo.InvariantCulture, $"the limit is {100 * rule.MaxShare:0.###} %");
        var over = share > rule.MaxShare;

        if (over && rule.Action == RuleAction.Warn)
            checks.Warn("rule", $"{text}; {limit}.");
        else if (over)
            checks.Fail("rule", $"{text}; {limit}.");
        else if (broken > 0 && rule.Action == RuleAction.Drop)
            checks.Warn("rule", $"{text} and {(broken == 1 ? "is" : "are")} left out; {limit}.");
        else
            checks.Pass("rule", broken == 0 ? $"{text}." : $"{text}; {limit}.");
    }
}
