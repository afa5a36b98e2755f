using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;

namespace Landfall.Bench.Data;

/// <summary>One file of five gigabytes, loaded, profiled and checked within the memory that validation is given.</summary>
internal sealed record LargeFile(long Bytes, long Rows, int Checks, double Seconds, double Peak, double Disk)
{
    private const long Wanted = 5_000_000_000;
    private const long RowsPerPart = 4_000_000;
    private const int MemoryMegabytes = 1024;

    private const string Contract = """
        apiVersion: landfall.dev/v1
        kind: DataContract
        metadata: { name: large, owner: bench }
        spec:
          columns:
            - { name: id, type: integer, min: 0 }
            - { name: at, type: timestamp }
            - { name: amount, type: number, min: 0, max: 1000 }
            - { name: kind, type: string, regex: "^[a-z]{1,12}$" }
            - { name: note, type: string }
          rows: { min: 1000000 }
          rules:
            - { name: not-all-free, sql: "amount >= 0", action: fail }
        """;

    public static LargeFile Measure(CancellationToken cancel)
    {
        var contract = (DataContract)(DocumentReader.Read(Contract).Document
            ?? throw new InvalidOperationException("The benchmark's contract is none."));
        var folder = Directory.CreateTempSubdirectory("landfall-large-");
        try
        {
            var file = Path.Combine(folder.FullName, "large.csv");
            Make(file, cancel);
            var work = folder.CreateSubdirectory("work");
            using var bench = Workbench.Open(work.FullName, new(MemoryMegabytes), cancel);
            Timing.ForgetPeak();
            var (rows, checks) = (0L, 0);
            var seconds = Timing.Seconds(() => (rows, checks) = Validate(bench, file, contract, cancel));
            var disk = work.EnumerateFiles("*", SearchOption.AllDirectories).Sum(one => one.Length) / 1048576.0;
            return new(new FileInfo(file).Length, rows, checks, seconds, Timing.PeakMebibytes(), disk);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Write(TextWriter report)
    {
        report.WriteLine("## One file of five gigabytes\n");
        report.WriteLine($"CSV, loaded, profiled and checked with two threads and {MemoryMegabytes:N0} MiB for DuckDB; what does not fit is on disk.\n");
        report.WriteLine("| | |\n| --- | --- |");
        report.WriteLine(FormattableString.Invariant($"| size, rows, checks | {Bytes / 1e9:0.00} GB, {Rows:N0}, {Checks} |"));
        report.WriteLine(FormattableString.Invariant($"| validation | {Seconds:0} s: {Bytes / 1e6 / Seconds:0} MB per second |"));
        report.WriteLine(FormattableString.Invariant($"| most memory of the whole process | {Peak:N0} MiB |"));
        report.WriteLine(FormattableString.Invariant($"| on disk beside the file, at the end | {Disk:N0} MiB |"));
    }

    /// <summary>In parts, so that making it needs no more memory than reading it.</summary>
    private static void Make(string file, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, "make"));
        using (var bench = Workbench.Open(folder.FullName, new(MemoryMegabytes), cancel))
        using (var all = File.Create(file))
        {
            for (var part = 0L; all.Length < Wanted; part++)
            {
                var piece = Path.Combine(folder.FullName, "piece.csv");
                bench.Run($"""
                    COPY (SELECT i AS id, TIMESTAMP '2026-01-01' + to_seconds(i) AS at, round((i * 7919 % 100003) / 100.003, 2) AS amount,
                        ['card', 'cash', 'transfer', 'voucher'][1 + i % 4] AS kind, md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS note
                      FROM range({part * RowsPerPart}, {(part + 1) * RowsPerPart}) t(i))
                    TO {Sql.Text(piece)} (FORMAT csv, HEADER {(part == 0 ? "true" : "false")})
                    """, cancel);
                using var read = File.OpenRead(piece);
                read.CopyTo(all);
            }
        }

        folder.Delete(recursive: true);
    }

    private static (long Rows, int Checks) Validate(Workbench bench, string file, DataContract contract, CancellationToken cancel)
    {
        var checks = new CheckList();
        var table = DatasetTable.Load(bench, "newest", [new("large.csv", file)], contract, cancel);
        if (table.Problem is { } problem)
            throw new InvalidOperationException($"Nothing was validated: {problem}");
        var manifest = new DatasetManifest("large", "2026", "", "", [], DateTimeOffset.UnixEpoch);
        Profiler.Of(bench, table, manifest, null, cancel);
        ContractChecks.Run(bench, table, contract.Spec, 1, DateTimeOffset.UnixEpoch, checks, cancel);
        return (table.Rows, checks.All.Count);
    }
}
