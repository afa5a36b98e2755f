using System.CommandLine;
using Landfall.Cli.Cluster;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Kubernetes.Routes;

namespace Landfall.Cli.Commands;

/// <summary>
/// <c>landfall halt</c>: no candidate gets more traffic until two people lift it. Rollouts stay where they are, harm still leads
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
        var lift = new Option<bool>("--lift") { Description = "Let rollouts go on; it takes the word of two people." };
        var by = RunCommands.By();
        var cluster = new ClusterOptions();
        var command = new Command("halt", "Freeze: no candidate gets more traffic until two people lift it.")
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
                return await Lift(host, hand, (space, one, where), who, common.IsJson(parsed), cancellation);

            var halt = new Halt(who, parsed.GetValue(reason)!, TimeProvider.System.GetUtcNow());
            await ClusterHand.Guard(async () =>
            {
                await hand.Halts.Set(space, one, halt, cancellation);
                return halt;
            });
            Done.Write(host, common.IsJson(parsed), new("halted", where, who),
                $"▲ {where}: no candidate gets more traffic. Two people lift it: {LiftOf(one)}");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string LiftOf(string? route) => $"landfall halt {(route is null ? "" : route + " ")}--lift";

    private static async Task<int> Lift(
        CliHost host, ClusterHand hand, (string Space, string? Route, string Where) halted, string who, bool json, CancellationToken cancellation)
    {
        var (space, route, where) = halted;
        var word = new HaltLift(who, TimeProvider.System.GetUtcNow());
        switch (await ClusterHand.Guard(() => hand.Halts.Lift(space, route, word, cancellation)))
        {
            case HaltLifting.NotHalted:
                throw new CliException($"There is no halt of {where}.",
                    $"See what is halted: kubectl get configmap {RouteHalts.Name} -n {space} -o yaml");
            case HaltLifting.SamePerson:
                throw new CliException($"{who} has said so already; {where} stays halted.",
                    $"A second person has to: {LiftOf(route)} --as PERSON");
            case HaltLifting.First:
                Done.Write(host, json, new("lift asked", where, who),
                    $"▲ {where}: still halted. A second person has to say so: {LiftOf(route)} --as PERSON");
                return ExitCodes.Ok;
            default:
                Done.Write(host, json, new("halt lifted", where, who), $"● {where}: rollouts go on");
                return ExitCodes.Ok;
        }
    }
}
