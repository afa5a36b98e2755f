using System.CommandLine;

namespace Landfall.Cli;

/// <summary>Options of every command.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Endpoints { get; } = new("--endpoints")
    {
        Description = "The file with the platform's addresses; otherwise .landfall/endpoints.json, found upward.",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Answer in JSON.",
        Recursive = true,
    };
}
