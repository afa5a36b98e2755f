using System.CommandLine;

namespace Landfall.Cli.Commands;

/// <summary>Options of commands that write to the cluster themselves.</summary>
internal sealed class ClusterOptions
{
    public Option<string?> Kubeconfig { get; } = new("--kubeconfig")
    {
        Description = "How to reach the cluster; otherwise the platform's kubeconfig, else your own.",
        HelpName = "FILE",
    };

    public Option<string> Namespace { get; } = new("--namespace", "-n")
    {
        Description = "Where models are served.",
        DefaultValueFactory = _ => "landfall-serve",
        HelpName = "NAME",
    };
}
