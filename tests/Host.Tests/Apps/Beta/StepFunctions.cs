namespace Landfall.Host.Tests.Beta;

/// <summary>Steps that orchestrations of another app call.</summary>
public static class StepFunctions
{
    [Function("AddOne")]
    public static int AddOne([ActivityTrigger] int value) => value + 1;

    [Function("Break")]
    public static string Break([ActivityTrigger] string what) =>
        throw new InvalidOperationException($"The {what} is broken.");
}
