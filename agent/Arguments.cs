namespace Landfall.Agent;

/// <summary>Options as <c>--name value</c>; where one is missing the environment may supply it.</summary>
internal sealed class Arguments
{
    private readonly List<(string Name, string Value)> options = [];
    private readonly Func<string, string?> environment;

    public Arguments(IReadOnlyList<string> args, IReadOnlySet<string> known, Func<string, string?> environment)
    {
        this.environment = environment;
        for (var i = 0; i < args.Count; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !known.Contains(args[i][2..]))
                throw Usage($"unknown option '{args[i]}'; known: {string.Join(", ", known.Select(name => "--" + name))}");
            if (i + 1 == args.Count)
                throw Usage($"option {args[i]} has no value");
            options.Add((args[i][2..], args[i + 1]));
        }
    }

    public IEnumerable<string> All(string name) => options.Where(option => option.Name == name).Select(option => option.Value);

    public string? Find(string name, string? variable = null)
    {
        var given = All(name).LastOrDefault() ?? (variable is null ? null : environment(variable));
        return string.IsNullOrWhiteSpace(given) ? null : given;
    }

    public string Need(string name, string? variable = null) => Find(name, variable)
        ?? throw Usage(variable is null ? $"--{name} is missing" : $"--{name} or the variable {variable} is missing");

    /// <summary>Secrets come by environment alone: an argument shows in every process list.</summary>
    public string NeedSecret(string variable) => environment(variable) is { Length: > 0 } value
        ? value
        : throw Usage($"the variable {variable} is missing; it comes from the pod's Secret");

    public int Number(string name, string? variable, int otherwise, int least, int most)
    {
        if (Find(name, variable) is not { } text)
            return otherwise;

        return int.TryParse(text, out var number) && number >= least && number <= most
            ? number
            : throw Usage($"--{name} is '{text}'; expected a whole number from {least} to {most}");
    }

    internal static AgentFailure Usage(string message) => new(ExitCode.Usage, message);
}
