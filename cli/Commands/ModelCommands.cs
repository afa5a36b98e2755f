using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Models;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Domain.Serving;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall models list | show | verify | card | drift | promote</c>.</summary>
internal static class ModelCommands
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var command = new Command("models", "List models and versions, show and verify them, write their cards, ask for one again.")
        {
            List(host, common), Show(host, common), Verify(host, common), Card(host, common), Drift(host, common),
            PromoteCommand.Of(host, common),
        };
        command.Aliases.Add("model");
        return command;
    }

    private static Command List(CliHost host, CommonOptions common)
    {
        var model = new Argument<string?>("MODEL")
        {
            Description = "The model whose versions are listed; without one all models.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("list", "List models, or the versions of one.") { model };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            if (parsed.GetValue(model) is { } one)
                ModelView.Versions(host, await client.GetModelAsync(one, cancellation), common.IsJson(parsed));
            else
                ModelView.Models(host, await client.ListModelsAsync(cancellation), common.IsJson(parsed));
        });
        return command;
    }

    private static Command Show(CliHost host, CommonOptions common)
    {
        var which = Which();
        var command = new Command("show", "Show one version: metrics, gates, images, documents, files.") { which };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var version = await Find(client, parsed.GetValue(which)!, cancellation);
            ModelView.One(host, await client.GetVersionAsync(version, cancellation), common.IsJson(parsed));
        });
        return command;
    }

    private static Command Drift(CliHost host, CommonOptions common)
    {
        var model = new Argument<string>("MODEL") { Description = "The name of the pipeline." };
        var command = new Command("drift", "Say whether Git, registry and cluster name the same version; fails where they differ.") { model };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = PlatformCommand.Client(host, common, parsed);
            var agreement = await client.AgreementAsync(parsed.GetValue(model)!, cancellation);
            if (common.IsJson(parsed))
                host.Line(JsonSerializer.Serialize(agreement, ContractsJson.Options));
            else
            {
                foreach (var line in AgreementView.Lines(agreement))
                    host.Line(Rows.Safe(line));
            }

            return agreement.State == AgreementState.Differ ? ExitCodes.Problem : ExitCodes.Ok;
        });
        return command;
    }

    private static Command Card(CliHost host, CommonOptions common)
    {
        var which = Which();
        var html = new Option<bool>("--html") { Description = "As a page instead of Markdown." };
        var file = new Option<string?>("--out") { Description = "Write it to this file.", HelpName = "FILE" };
        var command = new Command("card", "Write a version's model card, made from its evidence.") { which, html, file };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var version = await Find(client, parsed.GetValue(which)!, cancellation);
            var card = await client.GetCardAsync(version, parsed.GetValue(html), cancellation);
            if (parsed.GetValue(file) is not { } name)
            {
                host.Console.Profile.Out.Writer.Write(common.IsJson(parsed) ? CardBody.Json(version, card) + "\n" : card);
                return;
            }

            await File.WriteAllTextAsync(Path.GetFullPath(name, host.Directory), card, cancellation);
            Done.Write(host, common.IsJson(parsed), new("written", name), $"✓ the card of {version} is in {name}");
        });
        return command;
    }

    private static Command Verify(CliHost host, CommonOptions common)
    {
        var which = Which();
        var keys = new Option<string?>("--keys")
        {
            Description = "Public keys (PEM) whose signatures count; otherwise those that endpoints.json names.",
            HelpName = "FILE",
        };
        var policy = new Option<string?>("--policy")
        {
            Description = "A DeliveryPolicy document that says which keys count for the model; otherwise the one that is current.",
            HelpName = "FILE",
        };
        var command = new Command(
            "verify", "Read a version's every byte again and compare it with what was signed; exit code 1 when it differs.")
        {
            which, keys, policy,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var endpoints = PlatformEndpoints.Find(host, parsed.GetValue(common.Endpoints));
            using var client = PlatformCommand.Client(host, endpoints);
            var version = await Find(client, parsed.GetValue(which)!, cancellation);
            var rules = new AuditRules(parsed.GetValue(keys), PolicyCommands.Read(host, parsed.GetValue(policy)));
            var audit = await RegistryAudit.Run(host, endpoints, version, rules, cancellation);
            AuditView.Write(host, audit, common.IsJson(parsed));
            return audit.IsTrusted ? ExitCodes.Ok : ExitCodes.Problem;
        });
        return command;
    }

    private static Argument<string> Which() => new("MODEL[@VERSION]")
    {
        Description = "A model and a version, flights-delay@3; without a version its champion, else its newest.",
    };

    private static async Task<ModelName> Find(PlatformClient client, string text, CancellationToken cancellation)
    {
        var (model, number) = ModelName.Parse(text);
        if (number is { } given)
            return new(model, given);

        var known = await client.GetModelAsync(model, cancellation);
        return new(model, known.Champion.LastOrDefault()?.To.Number ?? known.Versions[^1].Version.Number);
    }
}
