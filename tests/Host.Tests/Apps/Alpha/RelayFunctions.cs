namespace Landfall.Host.Tests.Alpha;

/// <summary>Orchestrates work that lies in another app.</summary>
public static class RelayFunctions
{
    [Function("Relay")]
    public static async Task<int> Relay([OrchestrationTrigger] TaskOrchestrationContext context, int rounds)
    {
        var sum = 0;
        for (var round = 1; round <= rounds; round++) sum = await context.CallActivityAsync<int>("AddOne", sum);
        sum += await context.WaitForExternalEvent<int>("go");
        return await context.CallActivityAsync<int>("AddOne", sum);
    }

    [Function("Mend")]
    public static async Task<string> Mend([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync("Break", "glass");
            return "nothing broke";
        }
        catch (TaskFailedException failed)
        {
            return failed.FailureDetails.ErrorMessage;
        }
    }

    [Function("StartRelay")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "relays/{rounds:int}")] HttpRequest request,
        int rounds, [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Relay", rounds);
        return Results.Text(id);
    }
}
