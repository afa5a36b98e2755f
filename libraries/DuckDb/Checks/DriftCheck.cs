using Landfall.Contracts.Documents;
using Landfall.Domain.Drift;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Checks;

/// <summary>How far the columns moved from the data that was accepted before. Dates always move and are left out.</summary>
public static class DriftCheck
{
    /// <returns>The profile with what the next dataset is compared with.</returns>
    public static DatasetProfile Run(
        Workbench bench, DatasetTable table, DatasetProfile profile, DatasetProfile? baseline, DriftSpec spec,
        IReadOnlyCollection<string> labelSources, CheckList checks, CancellationToken cancel)
    {
        if (baseline?.Drift is { } before && spec.Against != DriftBaseline.None)
        {
            var now = DriftProfiler.Of(bench, table, profile, before, labelSources, cancel);
            var judged = before.Columns.Where(column => now.Columns.Any(other => other.Name == column.Name)).ToList();
            foreach (var result in DriftJudge.Of(new(judged), now, spec.Psi, spec.Ks))
                checks.Add(!result.Exceeded, "drift", result.Explanation, result.Explanation, result.Column);
        }

        return profile with { Drift = DriftProfiler.Of(bench, table, profile, null, labelSources, cancel) };
    }
}
