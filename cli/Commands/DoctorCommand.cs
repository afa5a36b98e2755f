using System.CommandLine;
using Landfall.Cli.Cluster;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving.Gateways;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall doctor gateway</c>: whether a cluster's gateway can do what documents ask, before a run finds out.</summary>
internal static class DoctorCommand
{
    public static Command Of(CliHost host, CommonOptions common) =>
        new("doctor", "Look beforehand whether the surroundings can do what documents ask.") { Gateway(host, common) };

    private static Command Gateway(CliHost host, CommonOptions common)
    {
        var environment = new Argument<string>("ENVIRONMENT") { Description = "A file, or the name of an applied Environment document." };
        var pipelines = new Option<string[]>("--pipeline")
        {
            Description = "A pipeline that is to run there: a file, or the name of an applied one; may be repeated.",
            DefaultValueFactory = _ => [],
            HelpName = "FILE|NAME",
        };
        var cluster = new ClusterOptions();
        var command = new Command("gateway", "Look whether the gateway can do what is asked of it; exit code 1 when it cannot.")
        {
            environment, pipelines, cluster.Kubeconfig,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var endpoints = PlatformEndpoints.TryFind(host, parsed.GetValue(common.Endpoints));
            var place = await Document<EnvironmentDocument>(
                parsed, DocumentKinds.Environment, parsed.GetValue(environment)!, cancellation);
            var asked = new List<ModelPipeline>();
            foreach (var name in parsed.GetValue(pipelines)!)
                asked.Add(await Document<ModelPipeline>(parsed, DocumentKinds.ModelPipeline, name, cancellation));

            var needs = GatewayNeeds.Of(place.Spec, asked);
            using var hand = ClusterHand.Open(host, parsed.GetValue(cluster.Kubeconfig), endpoints);
            var facts = await ClusterHand.Guard(() => hand.Gateways.Read(needs, cancellation));
            var checks = GatewayChecks.Of(needs, facts);
            DoctorView.Write(host, place.Metadata.Name, needs, checks, common.IsJson(parsed));
            return checks.Any(check => check.Fails) ? ExitCodes.Problem : ExitCodes.Ok;
        });
        return command;

        async Task<T> Document<T>(ParseResult parsed, string kind, string what, CancellationToken cancellation)
            where T : class, IDocument
        {
            if (File.Exists(Path.GetFullPath(what, host.Directory)))
            {
                return PipelineCommands.Valid(host, what, common.IsJson(parsed)) is { } read
                    ? read as T ?? throw new CliException($"{what} is of kind {read.Kind}, and {kind} is expected here.")
                    : throw new CliException($"{what} cannot be used as it is.", "Its problems stand above.");
            }

            using var client = PlatformCommand.Client(host, common, parsed);
            return (T)await client.GetDocumentAsync(kind, what, cancellation);
        }
    }
}
