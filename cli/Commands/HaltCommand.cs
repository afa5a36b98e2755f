using System.CommandLine;
using Landfall.Cli.Cluster;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Kubernetes.Routes;

namespace Landfall.Cli.Commands;

/// <summary>
/// <c>landfall halt</c>: no candidate gets more traffic until it is lifted. Rollouts stay where they are, harm still leads
/// back. Writes to the cluster itself.
/// </summary>
internal static class HaltCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var route = new Argument<string?>("ROUTE")
        {
            Description = "One route; without it all of the namespace.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var reason = new Option<string>("--reason")
        {
            Description = "Why; shown wherever something waits for it.",
            DefaultValueFactory = _ => "no reason was given",
            HelpName = "TEXT",
        };
        var lift = new Option<bool>("--lift") { Description = "Let rollouts go on." };
        var by = RunCommands.By();
        var cluster = new ClusterOptions();
        var command = new Command("halt", "Freeze: no candidate gets more traffic until it is lifted.")
        {
            route, reason, lift, by, cluster.Kubeconfig, cluster.Namespace,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var endpoints = PlatformEndpoints.TryFind(host, parsed.GetValue(common.Endpoints));
            using var hand = ClusterHand.Open(host, parsed.GetValue(cluster.Kubeconfig), endpoints);
            var who = parsed.GetValue(by) ?? host.User ?? "somebody";
            var (space, one) = (parsed.GetValue(cluster.Namespace)!, parsed.GetValue(route));
            var where = one ?? $"all routes of {space}";

            if (parsed.GetValue(lift))
            {
                if (!await ClusterHand.Guard(() => hand.Halts.Lift(space, one, cancellation)))
                    throw new CliException($"There is no halt of {where}.",
                        $"See what is halted: kubectl get configmap {RouteHalts.Name} -n {space} -o yaml");
                Done.Write(host, common.IsJson(parsed), new("halt lifted", where, who), $"● {where}: rollouts go on");
                return ExitCodes.Ok;
            }

            var halt = new Halt(who, parsed.GetValue(reason)!, TimeProvider.System.GetUtcNow());
            await ClusterHand.Guard(async () =>
            {
                await hand.Halts.Set(space, one, halt, cancellation);
                return halt;
            });
            Done.Write(host, common.IsJson(parsed), new("halted", where, who),
                $"▲ {where}: no candidate gets more traffic. Lift it: landfall halt {(one is null ? "" : one + " ")}--lift");
            return ExitCodes.Ok;
        });
        return command;
    }
}
