using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Data;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.DuckDb.Inference;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall contract infer</c>: a first data contract from data.</summary>
internal static class ContractCommands
{
    public static Command Of(CliHost host, CommonOptions common) =>
        new("contract", "Data contracts.") { Infer(host, common) };

    private static Command Infer(CliHost host, CommonOptions common)
    {
        var source = new DataSource(common);
        var name = new Option<string?>("--name") { Description = "The contract's name; otherwise the pipeline's, or 'data'.", HelpName = "NAME" };
        var owner = new Option<string>("--owner")
        {
            Description = "Who delivers the data.",
            HelpName = "TEAM",
            DefaultValueFactory = _ => "unknown",
        };
        var file = new Option<string?>("--out") { Description = "Write it to this file.", HelpName = "FILE" };
        var command = new Command("infer", "Propose a data contract from data: a first draft, to be read by a person.")
        {
            source.Files, source.Pipeline, source.Dataset, name, owner, file,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var data = new DataFolder(new(), cancellation);
            var table = data.Load("data", await source.Find(host, parsed, data.Place, cancellation));
            if (table.Rows == 0)
                throw new CliException("The data has no rows.", "A contract is inferred from what rows hold.");

            var inferred = ContractInference.Of(data.Bench, table, data.Profile(table, "data"), cancellation);
            var document = new DataContract(
                DocumentKinds.ApiVersion, DocumentKinds.DataContract,
                new(parsed.GetValue(name) ?? parsed.GetValue(source.Pipeline) ?? "data", parsed.GetValue(owner)!), inferred.Contract);
            var yaml = Header(table.Rows, inferred.Notes) + DocumentYaml.Write(document);
            Check(yaml);
            await Say(host, common.IsJson(parsed), parsed.GetValue(file), yaml, document, inferred.Notes, cancellation);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task Say(
        CliHost host, bool json, string? file, string yaml, DataContract document, IReadOnlyList<string> notes,
        CancellationToken cancellation)
    {
        if (file is not null)
            await File.WriteAllTextAsync(Path.GetFullPath(file, host.Directory), yaml, cancellation);
        if (json)
        {
            using var canonical = JsonDocument.Parse(DocumentDigest.CanonicalJson(document));
            host.Line(JsonSerializer.Serialize(new InferredBody(canonical.RootElement, notes, file), CliJson.Default.InferredBody));
        }
        else if (file is null)
        {
            host.Console.Profile.Out.Writer.Write(yaml);
        }
        else
        {
            host.Line($"✓ a first contract for {document.Spec.Columns.Count} columns is in {file}; read it, then: landfall validate {file} DATA");
        }
    }

    /// <summary>What it was made from, for whoever reads it first.</summary>
    private static string Header(long rows, IReadOnlyList<string> notes) =>
        $"# A first contract, inferred from {rows:N0} rows. It says what was, not what must be: read it, tighten it, then apply it.\n"
        + string.Concat(notes.Select(note => $"# - {Rows.Safe(note)}\n"));

    private static void Check(string yaml)
    {
        if (DocumentReader.Read(yaml) is { IsValid: false } reading)
            throw new CliException(
                $"These columns cannot stand in a contract: {reading.Problems[0].Path}: {reading.Problems[0].Message}",
                reading.Problems[0].Expected);
    }
}
