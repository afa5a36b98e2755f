namespace Landfall.Orchestrations;

/// <summary>Brings one fact into a run's record, for those who may not write there. Asked again, it is the same fact.</summary>
public static class RecordDebt
{
    [Function(Orchestrators.RecordDebt)]
    public static Task<Appended> Run([OrchestrationTrigger] TaskOrchestrationContext context, RecordFact fact) =>
        context.CallActivityAsync<Appended>(Steps.AppendRecord, fact, RetryPolicies.Stubborn);
}
