using System.CommandLine;

namespace Landfall.Cli;

/// <summary>Options of every command.</summary>
internal sealed class CommonOptions
{
    private const string Text = "text";
    private const string InJson = "json";

    public CommonOptions() => Output.AcceptOnlyFromAmong(Text, InJson);

    public Option<string?> Endpoints { get; } = new("--endpoints")
    {
        Description = "The file with the platform's addresses; otherwise .landfall/endpoints.json, found upward.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "How to answer: text or json.",
        DefaultValueFactory = _ => Text,
        HelpName = "text|json",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "The same as -o json.",
        Recursive = true,
    };

    /// <summary>Whether a program reads the answer.</summary>
    public bool IsJson(ParseResult parsed) =>
        parsed.Errors.Count == 0 && (parsed.GetValue(Json) || parsed.GetValue(Output) == InJson);
}
