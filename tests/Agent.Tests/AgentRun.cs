namespace Landfall.Agent.Tests;

/// <summary>One run of the agent in this process: what it said, and how it ended.</summary>
internal sealed record AgentRun(int Code, string Output, string Errors)
{
    public static async Task<AgentRun> Of(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await AgentProgram.Run(
            args, name => environment.GetValueOrDefault(name), output, errors, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), errors.ToString());
    }
}
