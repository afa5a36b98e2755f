using Landfall.Contracts.Documents;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Checks;

/// <summary>Everything a contract says about a dataset, in the order a person would look.</summary>
public static class ContractChecks
{
    /// <param name="contract">Null where none was agreed: the files must still be readable and hold rows.</param>
    /// <param name="files">How many files the table was read from.</param>
    /// <param name="closedAt">When the dataset was complete.</param>
    /// <returns>The conditions that rows must satisfy to be kept.</returns>
    public static IReadOnlyList<string> Run(
        Workbench bench, DatasetTable table, ContractSpec? contract, int files, DateTimeOffset closedAt, CheckList checks,
        CancellationToken cancel)
    {
        if (table.Problem is not null)
        {
            checks.FailForGood("readable", $"{char.ToUpperInvariant(table.Problem[0])}{table.Problem[1..].TrimEnd('.')}.");
            return [];
        }

        checks.Pass("readable", $"{files:N0} file{(files == 1 ? "" : "s")}, {table.Columns.Count:N0} columns.");
        DatasetChecks.Rows(table, contract?.Rows, checks);
        if (contract is not null)
        {
            ColumnChecks.Run(bench, table, contract, checks, cancel);
            DatasetChecks.Freshness(bench, table, contract.Freshness, closedAt, checks, cancel);
        }

        return RuleChecks.Run(bench, table, contract?.Rules ?? [], checks, cancel);
    }
}
