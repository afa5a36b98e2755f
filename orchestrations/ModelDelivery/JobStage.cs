namespace Landfall.Orchestrations;

/// <summary>Runs one piece of cluster work as an orchestration of its own.</summary>
internal static class JobStage
{
    public static async Task<(JobResult Result, RunEnd? Stopped)> Run(Delivery delivery, JobRequest request)
    {
        var context = delivery.Context;
        var id = Orchestrators.JobId(delivery.Run.Id, request.Role);
        var job = context.CallSubOrchestratorAsync<JobResult>(
            Orchestrators.ClusterJob, JobProgress.Begin(request), new SubOrchestrationOptions(instanceId: id));

        var stopped = await delivery.Interrupts.During(job, interrupt =>
        {
            context.SendEvent(id, Signals.Cancel, new PersonCommand("landfall", interrupt.Reason));
            return Task.CompletedTask;
        });

        return (await job, stopped);
    }
}
