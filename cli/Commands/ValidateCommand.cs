using System.CommandLine;
using Landfall.Cli.Data;
using Landfall.Cli.Output;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Tables;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall validate</c>: the checks that a landing will meet, before it lands. Exit code 1 when one fails.</summary>
internal static class ValidateCommand
{
    private static readonly DriftSpec Drift = new(DriftBaseline.Previous, Psi: 0.25, Ks: 0.15);

    public static Command Of(CliHost host, CommonOptions common)
    {
        var contract = new Argument<string>("CONTRACT") { Description = "A DataContract document." };
        var source = new DataSource(common);
        var baseline = new Option<string[]>("--baseline")
        {
            Description = "Files of a dataset that was good: drift from it is judged. May be repeated.",
            HelpName = "FILE",
        };
        var command = new Command("validate", "Check data against a contract, as the platform would; exit code 1 when a check fails.")
        {
            contract, source.Files, source.Pipeline, source.Dataset, baseline,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var document = Read(host, parsed.GetValue(contract)!);
            using var data = new DataFolder(new(), cancellation);
            var files = await source.Find(host, parsed, data.Place, cancellation);
            var before = parsed.GetValue(baseline) is { Length: > 0 } names ? DataSource.Here(host, names) : null;
            var (table, checks) = Check(data, document, files, before, cancellation);
            return ChecksView.Write(host, common.IsJson(parsed), document.Metadata.Name, table.Rows, checks);
        });
        return command;
    }

    private static (DatasetTable Table, IReadOnlyList<DataCheck> Checks) Check(
        DataFolder data, DataContract contract, IReadOnlyList<LandedFile> files, IReadOnlyList<LandedFile>? before,
        CancellationToken cancellation)
    {
        var checks = new CheckList();
        var table = data.TryLoad("data", files, contract);
        ContractChecks.Run(data.Bench, table, contract.Spec, files.Count, DateTimeOffset.UtcNow, checks, cancellation);
        if (before is not null && table.Problem is null && table.Rows > 0)
        {
            var earlier = data.Load("earlier", before, contract);
            var known = DriftCheck.Run(
                data.Bench, earlier, data.Profile(earlier, "baseline"), null, Drift, [], new(), cancellation);
            DriftCheck.Run(data.Bench, table, data.Profile(table, "data", known), known, Drift, [], checks, cancellation);
        }

        return (table, checks.All);
    }

    private static DataContract Read(CliHost host, string file)
    {
        var path = Path.GetFullPath(file, host.Directory);
        if (!File.Exists(path))
            throw new CliException($"The file {file} does not exist.", $"Paths are relative to {host.Directory}.");
        var reading = DocumentReader.Read(File.ReadAllText(path));
        if (reading.Document is DataContract contract)
            return contract;
        throw reading.Document is { } other
            ? new CliException($"{file} is a {other.Kind}, not a DataContract.", "Name the contract's document, then the data.")
            : new CliException($"{file}:{reading.Problems[0].Line}: {reading.Problems[0].Path}: {reading.Problems[0].Message}",
                $"See all problems: landfall pipeline validate {file}");
    }
}
