using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall pipeline validate | show | diff | git | apply</c>.</summary>
internal static class PipelineCommands
{
    private const long MostBytes = 1024 * 1024;

    public static Command Of(CliHost host, CommonOptions common) =>
        new("pipeline", "Check, show and apply documents.")
        {
            Validate(host, common), Show(host, common), Diff(host, common), Git(host, common), Apply(host, common),
        };

    private static Command Validate(CliHost host, CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A document of any kind." };
        var traffic = new Option<double?>("--rps") { Description = "Requests per second, for the forecast.", HelpName = "N" };
        var errors = new Option<double>("--error-rate")
        {
            Description = "Share of bad requests today, for the forecast.",
            DefaultValueFactory = _ => 0.002,
        };
        var command = new Command("validate", "Report every problem of a document.") { file, traffic, errors };
        command.SetAction(parsed =>
        {
            var rps = parsed.GetValue(traffic);
            if (rps is not null and not (> 0 and < 1e7))
                throw new CliException("--rps is out of range.", "Write a number above 0.");
            if (parsed.GetValue(errors) is not (>= 0 and < 1))
                throw new CliException("--error-rate is out of range.", "Write a share, for example 0.002.");

            var name = parsed.GetValue(file)!;
            var reading = DocumentReader.Read(Text(host, name));
            var json = common.IsJson(parsed);
            DocumentView.Write(host, name, reading, json);
            if (!json && rps is { } perSecond && reading.Document is ModelPipeline pipeline)
                Forecast(host, pipeline, perSecond, parsed.GetValue(errors));
            return reading.IsValid ? ExitCodes.Ok : ExitCodes.Problem;
        });
        return command;
    }

    private static void Forecast(CliHost host, ModelPipeline pipeline, double perSecond, double errors)
    {
        if (pipeline.Spec.Rollout.MovesAlias)
            host.Line("\nThe alias champion moves at once: there are no steps of traffic to forecast.");
        else
            ForecastView.Write(host, PipelineForecast.Of(pipeline, perSecond, errors), perSecond);
    }

    private static Command Show(CliHost host, CommonOptions common)
    {
        var name = new Argument<string>("FILE|NAME") { Description = "A file, or the name of an applied pipeline." };
        var effective = new Option<bool>("--effective") { Description = "With everything the preset filled in." };
        var command = new Command("show", "Show a pipeline.") { name, effective };
        command.SetAction(async (parsed, cancellation) =>
        {
            var what = parsed.GetValue(name)!;
            var isFile = File.Exists(Path.GetFullPath(what, host.Directory));
            if (isFile && !parsed.GetValue(effective))
            {
                host.Console.Profile.Out.Writer.Write(Text(host, what));
                return ExitCodes.Ok;
            }

            var document = isFile
                ? Valid(host, what, common.IsJson(parsed))
                : await Applied(parsed, what, cancellation);
            if (document is null)
                return ExitCodes.Problem;
            host.Line((common.IsJson(parsed)
                ? DocumentDigest.CanonicalJson(document) : DocumentYaml.Write(document)).TrimEnd());
            return ExitCodes.Ok;
        });
        return command;

        async Task<IDocument> Applied(ParseResult parsed, string what, CancellationToken cancellation)
        {
            using var client = PlatformCommand.Client(host, common, parsed);
            return await client.GetDocumentAsync(DocumentKinds.ModelPipeline, what, cancellation);
        }
    }

    private static Command Diff(CliHost host, CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A document of any kind." };
        var command = new Command("diff", "Show what applying a document would change; exit code 1 when it would.") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (Valid(host, parsed.GetValue(file)!, common.IsJson(parsed)) is not { } document)
                return ExitCodes.Problem;
            using var client = PlatformCommand.Client(host, common, parsed);
            var current = await client.GetDocumentAsync(document.Kind, document.Metadata.Name, cancellation);
            var lines = LineDiff.Of(DocumentYaml.Write(current), DocumentYaml.Write(document));
            foreach (var line in lines)
                host.Line(Rows.Safe(line));
            if (lines.Count == 0)
                host.Line($"{document.Kind} {document.Metadata.Name} is current as it stands in the file.");
            return lines.Count == 0 ? ExitCodes.Ok : ExitCodes.Problem;
        });
        return command;
    }

    private static Command Git(CliHost host, CommonOptions common)
    {
        var command = new Command("git", "Show what became of the documents in Git; exit code 1 when one was refused, or none is followed.");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = PlatformCommand.Client(host, common, parsed);
            var synced = await client.SyncedAsync(cancellation);
            if (common.IsJson(parsed))
                host.Line(JsonSerializer.Serialize(synced, ContractsJson.Options));
            else
                SyncedView.Write(host, synced);
            return synced is { Refused: 0, Problem: null } ? ExitCodes.Ok : ExitCodes.Problem;
        });
        return command;
    }

    private static Command Apply(CliHost host, CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A document of any kind." };
        var environment = new Option<string?>("--environment") { Description = "The environment it is meant for." };
        var by = RunCommands.By();
        var command = new Command("apply", "Check a document and make it current.") { file, environment, by };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (Valid(host, parsed.GetValue(file)!, common.IsJson(parsed)) is not { } document)
                return ExitCodes.Problem;
            using var client = PlatformCommand.Client(host, common, parsed);
            var digest = await client.PutDocumentAsync(
                document, parsed.GetValue(environment), parsed.GetValue(by) ?? host.User, cancellation);
            host.Line(common.IsJson(parsed)
                ? JsonSerializer.Serialize(
                    new AppliedBody(document.Kind, document.Metadata.Name, digest), CliJson.Default.AppliedBody)
                : $"✓ {document.Kind} {document.Metadata.Name} is current as {digest}");
            return ExitCodes.Ok;
        });
        return command;
    }

    internal static IDocument? Valid(CliHost host, string file, bool json)
    {
        var reading = DocumentReader.Read(Text(host, file));
        if (!reading.IsValid)
            DocumentView.Write(host, file, reading, json);
        return reading.Document;
    }

    /// <exception cref="CliException">There is no such file, or it is too large.</exception>
    internal static string Text(CliHost host, string file)
    {
        var info = new FileInfo(Path.GetFullPath(file, host.Directory));
        if (!info.Exists)
            throw new CliException($"The file {file} does not exist.", $"Paths are relative to {host.Directory}.");
        return info.Length <= MostBytes
            ? File.ReadAllText(info.FullName)
            : throw new CliException($"{file} is too large to be a document.", "A document has at most 256 KiB.");
    }
}
