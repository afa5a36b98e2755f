using Landfall.Worker;

namespace Landfall.Bench.Durable;

/// <summary>What the measured runs do: as little as possible.</summary>
public static class BenchFunctions
{
    public const string Flow = "BenchFlow";
    public const string Step = "BenchStep";
    public const string Wait = "BenchWait";
    public const string Event = "go";

    [Function(Flow)]
    public static async Task<int> RunFlow([OrchestrationTrigger] TaskOrchestrationContext context, FlowInput input)
    {
        if (input.AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(0, input.Steps).Select(i => context.CallActivityAsync<int>(Step, i)));
            return input.Steps;
        }

        for (var i = 0; i < input.Steps; i++)
            await context.CallActivityAsync<int>(Step, i);

        return input.Steps;
    }

    [Function(Step)]
    public static int RunStep([ActivityTrigger] int number)
    {
        StartCost.Tell(StartCost.FirstCall);
        return number;
    }

    [Function(Wait)]
    public static Task<int> RunWait([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.WaitForExternalEvent<int>(Event);
}

/// <param name="Steps">How many activities.</param>
/// <param name="AtOnce">Whether they run side by side.</param>
public sealed record FlowInput(int Steps, bool AtOnce = false);
