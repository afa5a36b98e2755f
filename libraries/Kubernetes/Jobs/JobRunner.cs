using k8s;
using k8s.Models;
using Landfall.Domain.Storage;
using Landfall.Domain.Training;

namespace Landfall.Kubernetes.Jobs;

/// <summary>
/// Applies, reads and removes Jobs. Each of the three may be repeated at any time: the name follows from the attempt;
/// uid tells our Job from another of the same name.
/// </summary>
public sealed class JobRunner(ClusterClient cluster, IBlobStore blobs, IBlobFiles files, TimeProvider time)
{
    /// <summary>A link outlives the Job by this, so that a push at the very end still succeeds.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly JobLogs logs = new(cluster);
    private readonly JobOutputs outputs = new(blobs);

    /// <exception cref="ClusterUnavailableException">Its name is still being deleted, or no answer.</exception>
    /// <exception cref="TerminalFailure">
    /// The cluster refuses the Job, someone else's has its name, or the attempt is over: this is a repeat that came late.
    /// </exception>
    public async Task<JobRef> Apply(JobAttempt attempt, JobDesign design, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(design);

        var (space, name) = (design.Namespace, JobNames.Job(attempt));
        var job = await Find(space, name, cancel);
        if (job is not null)
            MustBeOurs(job, attempt);
        else if (await outputs.IsOver(attempt, cancel))
            throw TooLate(space, name);

        // The Secret first: without it the kubelet would back off. Then again, owned by the Job: it goes with it.
        var links = await Links(attempt, design, cancel);
        await cluster.Apply(JobManifest.Links(attempt, design, links, job), cancel);
        if (job is null)
        {
            job = await Make(attempt, design, cancel);
            await cluster.Apply(JobManifest.Links(attempt, design, links, job), cancel);
            if (await outputs.IsOver(attempt, cancel))
            {
                await Delete(space, name, job.Metadata.Uid, cancel);
                throw TooLate(space, name);
            }
        }

        return new(space, name, job.Metadata.Uid);
    }

    public async Task<JobReport> Read(JobLook look, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(look);

        var job = await Find(look.Job.Namespace, look.Job.Name, cancel);
        if (Absence(job, look) is { } why)
            return new(JobState.Gone, JobCause.Lost, Message: $"Job {look.Job.Namespace}/{look.Job.Name} {why}");

        var pods = await Pods(job!, cancel);
        var finding = JobReading.Of(job!, pods, time.GetUtcNow());
        return finding.State switch
        {
            JobState.Succeeded => await outputs.Read(look.Attempt, cancel),
            JobState.Failed => await Failure(job!, pods, finding, cancel),
            _ => new(finding.State, Progress: await Progress(job!, pods, finding, cancel)),
        };
    }

    /// <summary>Removes the Job, its pod and its links; what is not ours or not there is left alone.</summary>
    public async Task Remove(JobLook look, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(look);
        var (space, name, uid) = look.Job;
        await outputs.End(look.Attempt, cancel);

        var job = await Find(space, name, cancel);
        if (job is not null && job.Metadata.Uid != uid)
            return;     // another's Job of this name, and so are its links

        if (job is null)
            await RemoveLinks(space, name, cancel);
        else
            await Delete(space, name, uid, cancel);
    }

    /// <summary>Jobs of runs that are over, which nobody removed: whoever should have died, or could not reach the cluster.</summary>
    /// <returns>What was removed.</returns>
    public async Task<IReadOnlyList<string>> Sweep(string space, Func<string, Task<bool>> isOver, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(isOver);
        var found = await cluster.Call(
            $"list the Jobs in {space}",
            (api, stop) => api.BatchV1.ListNamespacedJobAsync(space, labelSelector: JobNames.Ours, cancellationToken: stop), cancel);

        var removed = new List<string>();
        foreach (var job in found.Items.Where(job => job.Metadata.DeletionTimestamp is null))
        {
            if (job.Metadata.Labels?.TryGetValue(JobNames.RunLabel, out var run) != true || run is null || !await isOver(run))
                continue;

            await Delete(space, job.Metadata.Name, job.Metadata.Uid, cancel);
            removed.Add(job.Metadata.Name);
        }

        return removed;
    }

    /// <summary>A Job that the cluster refuses leaves no links behind.</summary>
    private async Task<V1Job> Make(JobAttempt attempt, JobDesign design, CancellationToken cancel)
    {
        V1Job job;
        try
        {
            job = await cluster.Apply(JobManifest.Job(attempt, design), cancel);
        }
        catch (TerminalFailure)
        {
            await RemoveLinks(design.Namespace, JobNames.Job(attempt), cancel);
            throw;
        }

        MustBeOurs(job, attempt);
        return job;
    }

    private async Task Delete(string space, string name, string uid, CancellationToken cancel)
    {
        // Without a policy the pods of a Job would be orphaned and run on.
        var options = new V1DeleteOptions { PropagationPolicy = "Background", Preconditions = new() { Uid = uid } };
        await cluster.Find(
            $"delete Job {space}/{name}",
            (api, stop) => api.BatchV1.DeleteNamespacedJobAsync(name, space, options, cancellationToken: stop), cancel);
        await RemoveLinks(space, name, cancel);
    }

    private Task RemoveLinks(string space, string job, CancellationToken cancel) => cluster.Find(
        $"delete Secret {space}/{JobNames.Links(job)}",
        (api, stop) => api.CoreV1.DeleteNamespacedSecretAsync(JobNames.Links(job), space, cancellationToken: stop), cancel);

    private Task<V1Job?> Find(string space, string name, CancellationToken cancel) => cluster.Find(
        $"read Job {space}/{name}",
        (api, stop) => api.BatchV1.ReadNamespacedJobAsync(name, space, cancellationToken: stop), cancel);

    private async Task<IReadOnlyList<V1Pod>> Pods(V1Job job, CancellationToken cancel)
    {
        var found = await cluster.Call(
            $"list the pods of Job {job.Metadata.Name}",
            (api, stop) => api.CoreV1.ListNamespacedPodAsync(
                job.Metadata.NamespaceProperty,
                labelSelector: $"batch.kubernetes.io/controller-uid={job.Metadata.Uid}", cancellationToken: stop),
            cancel);
        return [.. found.Items];
    }

    private async Task<Dictionary<string, Uri>> Links(JobAttempt attempt, JobDesign design, CancellationToken cancel)
    {
        var lifetime = attempt.Request.Plan.Deadline + Margin;
        var links = new Dictionary<string, Uri>();
        foreach (var link in design.Links)
            links[link.Key] = await files.Link(link.Container, link.Access, lifetime, cancel);
        return links;
    }

    private async Task<JobReport> Failure(
        V1Job job, IReadOnlyList<V1Pod> pods, JobFinding finding, CancellationToken cancel)
    {
        var words = pods.Count == 0 ? "" : await logs.Explain(job, Newest(pods), finding, cancel);
        var message = words.Length == 0 ? finding.Message : $"{finding.Message}:\n{words}";
        return new(JobState.Failed, finding.Cause, finding.ExitCode, message);
    }

    private async Task<string?> Progress(
        V1Job job, IReadOnlyList<V1Pod> pods, JobFinding finding, CancellationToken cancel) =>
        finding.LogOf is { } container
            ? ProgressLine.Last(await logs.Current(job, Newest(pods), container, cancel)) ?? finding.Message
            : finding.Message;

    private static V1Pod Newest(IReadOnlyList<V1Pod> pods) => pods.MaxBy(pod => pod.Metadata.CreationTimestamp)!;

    /// <summary>Why the Job that was looked for is not there; null when it is.</summary>
    private static string? Absence(V1Job? job, JobLook look) => job switch
    {
        null => "is gone: someone deleted it",
        _ when job.Metadata.Uid != look.Job.Uid => "is another one than was made: someone replaced it",
        _ when job.Metadata.DeletionTimestamp is not null => "is being deleted by someone",
        _ => null,
    };

    private static TerminalFailure TooLate(string space, string name) => new(
        $"Job {space}/{name} was made, ended and removed before: this is a repeat of its beginning that came late.");

    private static void MustBeOurs(V1Job job, JobAttempt attempt)
    {
        var place = $"Job {job.Metadata.NamespaceProperty}/{job.Metadata.Name}";
        if (job.Metadata.Labels?.TryGetValue(JobNames.RunLabel, out var run) != true || run != attempt.Request.Run.Id)
        {
            throw new TerminalFailure(
                $"{place} exists and was not made for run {attempt.Request.Run.Id}. Delete it, then run again.");
        }

        // An apply to a dying Job is answered 200 and does nothing: what it makes would vanish with it.
        if (job.Metadata.DeletionTimestamp is not null)
            throw new ClusterUnavailableException($"{place} is still being deleted; trying again when it is gone.");
    }
}
