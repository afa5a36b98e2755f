using System.Globalization;
using System.Text;
using k8s.Models;

namespace Landfall.Kubernetes.Jobs;

/// <summary>One attempt as Kubernetes objects. Pure.</summary>
internal static class JobManifest
{
    /// <summary>
    /// One Job, one pod, one output: retries are attempts of their own, with a name and an output of their own. So no
    /// failure of the pod is retried here, and none may be: the failure policy ends the Job also where Kubernetes would
    /// quietly make a second pod, and its message still says "disrupted" when the evicted pod is gone.
    /// </summary>
    public static V1Job Job(JobAttempt attempt, JobDesign design)
    {
        var labels = JobNames.Labels(attempt.Request);
        var pod = design.Pod;
        pod.RestartPolicy = "Never";
        pod.AutomountServiceAccountToken = false;
        pod.EnableServiceLinks = false;
        pod.SecurityContext ??= PodParts.PodSecurity();
        var metadata = Metadata(attempt, design, JobNames.Job(attempt));
        if (design.Queue is { } queue)
            metadata.Labels[JobNames.QueueLabel] = queue;

        return new()
        {
            Metadata = metadata,
            Spec = new()
            {
                BackoffLimit = 0,
                Completions = 1,
                Parallelism = 1,
                ActiveDeadlineSeconds = Math.Max(1, (long)Math.Ceiling(attempt.Request.Plan.Deadline.TotalSeconds)),
                PodFailurePolicy = new()
                {
                    Rules =
                    [
                        new()
                        {
                            Action = "FailJob",
                            OnPodConditions = [new() { Type = JobReading.DisruptionTarget, Status = "True" }],
                        },
                    ],
                },
                Template = new() { Metadata = new() { Labels = labels }, Spec = pod },
            },
        };
    }

    /// <param name="owner">The Job, once it exists: the Secret then goes with it.</param>
    public static V1Secret Links(
        JobAttempt attempt, JobDesign design, IReadOnlyDictionary<string, Uri> links, V1Job? owner)
    {
        var metadata = Metadata(attempt, design, JobNames.Links(JobNames.Job(attempt)));
        if (owner is not null)
        {
            metadata.OwnerReferences =
            [
                new()
                {
                    ApiVersion = V1Job.KubeGroup + "/" + V1Job.KubeApiVersion, Kind = V1Job.KubeKind,
                    Name = owner.Metadata.Name, Uid = owner.Metadata.Uid,
                },
            ];
        }

        return new()
        {
            Metadata = metadata,
            Type = "Opaque",
            Data = links.ToDictionary(link => link.Key, link => Encoding.UTF8.GetBytes(link.Value.AbsoluteUri)),
        };
    }

    private static V1ObjectMeta Metadata(JobAttempt attempt, JobDesign design, string name) => new()
    {
        Name = name,
        NamespaceProperty = design.Namespace,
        Labels = JobNames.Labels(attempt.Request),
        Annotations = new Dictionary<string, string>
        {
            ["landfall.dev/attempt"] = attempt.Number.ToString(CultureInfo.InvariantCulture),
            ["landfall.dev/dataset"] = attempt.Request.Run.Dataset.Digest,
            ["landfall.dev/pipeline-document"] = attempt.Request.Run.Documents.Pipeline,
        },
    };
}
