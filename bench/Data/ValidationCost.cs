using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;

namespace Landfall.Bench.Data;

/// <summary>Everything that is asked of a landing before it is split, against DuckDB's own SUMMARIZE of the file.</summary>
internal sealed record ValidationCost(long Rows, int Checks, double Summarize, double Validate, double Peak)
{
    private const string Contract = """
        apiVersion: landfall.dev/v1
        kind: DataContract
        metadata: { name: flights-delay, owner: team-arrivals }
        spec:
          columns:
            - { name: date, type: timestamp }
            - { name: delay, type: integer, max: 3000 }
            - { name: distance, type: integer, min: 1, max: 6000 }
            - { name: origin, type: string, regex: "^[A-Z0-9]{3}$" }
            - { name: destination, type: string, regex: "^[A-Z0-9]{3}$" }
          rows: { min: 5000 }
          rules:
            - { name: plausible-delay, sql: "delay > -200", action: drop, maxShare: 0.001 }
        """;

    public static ValidationCost Measure(string file, int rounds, CancellationToken cancellation)
    {
        var contract = (DataContract)(DocumentReader.Read(Contract).Document
            ?? throw new InvalidOperationException("The benchmark's contract is none."));
        var (summarize, validate, peak, rows, checks) = (double.MaxValue, double.MaxValue, 0.0, 0L, 0);
        for (var round = 0; round < rounds; round++)
        {
            summarize = Math.Min(summarize, In((bench, _) => Timing.Seconds(
                () => bench.Rows($"SUMMARIZE SELECT * FROM read_parquet({Sql.Text(file)})", cancellation)), cancellation));
            Timing.ForgetPeak();
            validate = Math.Min(validate, In((bench, _) => Timing.Seconds(
                () => (rows, checks) = Validation(bench, file, contract, cancellation)), cancellation));
            peak = Math.Max(peak, Timing.PeakMebibytes());
        }

        return new(rows, checks, summarize, validate, peak);
    }

    public void Write(TextWriter report)
    {
        report.WriteLine("## Validation of the flights of 2001\n");
        report.WriteLine("Load, profile, contract, rules, and the profile of drift, against `SUMMARIZE` of the same Parquet file, both with two threads and 1 GiB.\n");
        report.WriteLine("| | |\n| --- | --- |");
        report.WriteLine(FormattableString.Invariant($"| rows, checks | {Rows:N0}, {Checks} |"));
        report.WriteLine(FormattableString.Invariant($"| SUMMARIZE | {Summarize:0.00} s |"));
        report.WriteLine(FormattableString.Invariant($"| validation | {Validate:0.00} s |"));
        report.WriteLine(FormattableString.Invariant($"| ratio (wanted: at most 2) | {Validate / Summarize:0.00} |"));
        report.WriteLine(FormattableString.Invariant($"| most memory of the process while validating (wanted: at most 1,024 MiB) | {Peak:0} MiB |\n"));
    }

    private static (long Rows, int Checks) Validation(Workbench bench, string file, DataContract contract, CancellationToken cancellation)
    {
        var checks = new CheckList();
        var table = DatasetTable.Load(bench, "newest", [new("flights-3m.parquet", file)], contract, cancellation);
        var manifest = new DatasetManifest("flights", "2001", "", "", [], DateTimeOffset.UnixEpoch);
        var profile = Profiler.Of(bench, table, manifest, null, cancellation);
        ContractChecks.Run(bench, table, contract.Spec, 1, DateTimeOffset.UnixEpoch, checks, cancellation);
        DriftCheck.Run(bench, table, profile, null, new(DriftBaseline.Training, 0.25, 0.15), ["delay"], checks, cancellation);
        if (checks.All.Count == 0 || table.Rows == 0)
            throw new InvalidOperationException($"Nothing was validated: {table.Problem}");
        return (table.Rows, checks.All.Count);
    }

    private static T In<T>(Func<Workbench, string, T> act, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("landfall-bench-");
        try
        {
            using var bench = Workbench.Open(folder.FullName, new(), cancellation);
            return act(bench, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
