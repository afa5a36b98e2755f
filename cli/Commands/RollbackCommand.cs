using System.CommandLine;
using Landfall.Cli.Cluster;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;

namespace Landfall.Cli.Commands;

/// <summary>
/// <c>landfall rollback</c>: gives all traffic back to the version before, during a rollout and after a promotion. Writes
/// to the cluster itself; the platform makes registry, record and Git follow when it can.
/// </summary>
internal static class RollbackCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var model = new Argument<string>("MODEL") { Description = "The name of the pipeline, or of its route." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the record.",
            DefaultValueFactory = _ => "rolled back on the command line",
            HelpName = "TEXT",
        };
        var force = new Option<bool>("--force") { Description = "Also to a version whose servers are not ready." };
        var by = RunCommands.By();
        var cluster = new ClusterOptions();
        var command = new Command("rollback", "Give all traffic back to the version before, at once; the present one is sealed.")
        {
            model, reason, by, force, cluster.Kubeconfig, cluster.Namespace,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var endpoints = PlatformEndpoints.TryFind(host, parsed.GetValue(common.Endpoints));
            using var hand = ClusterHand.Open(host, parsed.GetValue(cluster.Kubeconfig), endpoints);
            var who = parsed.GetValue(by) ?? host.User ?? "somebody";
            var back = await ClusterHand.Guard(() => hand.RollBack(
                parsed.GetValue(cluster.Namespace)!, parsed.GetValue(model)!, who, parsed.GetValue(reason)!,
                parsed.GetValue(force), cancellation));

            Done.Write(host, common.IsJson(parsed), new("rolled back", $"{back.From} to {back.To}", who),
                $"↩ all traffic is with {back.To} again; {back.From} has none and is sealed");
            if (!common.IsJson(parsed))
                host.Line("Registry, record and Git follow within a minute or two, as soon as the platform is up.");
            return ExitCodes.Ok;
        });
        return command;
    }
}
