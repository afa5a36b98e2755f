using k8s.Models;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Functions.Train.Jobs;

/// <summary>
/// The pod of a training attempt: the agent fetches, the trainer trains, the agent pushes. The trainer is an init
/// container, so that its exit code decides before anything is pushed, and it alone has no link to storage.
/// </summary>
internal static class TrainPod
{
    public const string SourceKey = "source";
    public const string TargetKey = "target";

    private const string Work = "work";

    /// <summary>The key of a trainer's secret within its Kubernetes Secret.</summary>
    public const string SecretKey = "value";

    public static V1PodSpec Build(TrainSpec train, JobAttempt attempt, string agentImage)
    {
        var (request, links) = (attempt.Request, JobNames.Links(JobNames.Job(attempt)));
        var prefix = Paths.OutputPrefix(request.Run.Id, request.Role, attempt.Number);
        var work = PodParts.Mount(Work, PodParts.Root);

        return new()
        {
            Volumes = [PodParts.Folder(Work), PodParts.ScratchFolder()],
            InitContainers =
            [
                PodParts.Agent(
                    JobContainers.Fetch, agentImage,
                    [
                        "fetch", "--manifest", request.Split.TrainManifest, "--digest", request.Split.TrainDigest,
                        "--to", $"{PodParts.Root}/in",
                    ],
                    [PodParts.EnvFromSecret("LANDFALL_SOURCE", links, SourceKey)], work),
                PodParts.Container(
                    JobContainers.Trainer, train.Image, train.Env, [PodParts.Env("HOME", "/tmp"), .. Secrets(train)],
                    PodResources.Of(train.Resources, attempt.MemoryFactor), work),
            ],
            Containers =
            [
                PodParts.Agent(
                    JobContainers.Push, agentImage, ["push", "--from", $"{PodParts.Root}/out", "--to", prefix],
                    [PodParts.EnvFromSecret("LANDFALL_TARGET", links, TargetKey)], work),
            ],
        };
    }

    /// <summary>A vault's names may hold capitals, a Secret's may not.</summary>
    private static IEnumerable<V1EnvVar> Secrets(TrainSpec train) => train.Secrets.Select(
        secret => PodParts.EnvFromSecret(secret.Name, secret.KeyVault.ToLowerInvariant(), SecretKey));
}
