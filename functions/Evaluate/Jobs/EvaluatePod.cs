using System.Globalization;
using k8s.Models;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation.Behaviour;
using Landfall.Domain.Storage;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Functions.Evaluate.Jobs;

/// <param name="Image">The image whose entry point is the agent.</param>
/// <param name="KeysOfModel">PEM bundle of the only keys that count for the model; null when all trusted ones do.</param>
internal sealed record AgentParts(string Image, string? KeysOfModel = null);

/// <summary>
/// The pod of an evaluation: the agent fetches a model and the rows held out, the model's own server answers for them,
/// the agent writes down and pushes what it said. The server sees its model and nothing else: it can reach neither the
/// rows as a file nor the answers it gave. Where its memory is measured the containers see each other's processes, and the
/// server runs as another user, so that it can look into none.
/// </summary>
internal static class EvaluatePod
{
    public const string ModelKey = "model";
    public const string DataKey = "data";
    public const string TargetKey = "target";

    private const string Work = "work";
    private const string ModelFolder = $"{PodParts.Root}/model";

    /// <summary>A candidate lies where its Job pushed it; a version, signed, in the registry.</summary>
    public static string ModelContainer(ModelRef model) =>
        model.Number is null ? Containers.Outputs : Containers.Registry;

    /// <summary>Behavioural checks are about a candidate: a champion is only compared with.</summary>
    public static V1PodSpec Build(PipelineSpec pipeline, ModelRef model, JobAttempt attempt, AgentParts agent)
    {
        var serve = pipeline.Serve;
        var checks = model.Number is null ? pipeline.Evaluate.Behaviours : [];
        var isMeasured = checks.Any(IsMemory);
        var (request, links) = (attempt.Request, JobNames.Links(JobNames.Job(attempt)));
        var (work, files) = (PodParts.Mount(Work, PodParts.Root), PodParts.Mount(ModelKey, ModelFolder));

        return new()
        {
            ShareProcessNamespace = isMeasured ? true : null,
            Volumes = [PodParts.Folder(Work), PodParts.Folder(ModelKey), PodParts.ScratchFolder()],
            InitContainers =
            [
                PodParts.Agent(
                    JobContainers.FetchModel, agent.Image, FetchModel(model),
                    [PodParts.EnvFromSecret("LANDFALL_SOURCE", links, ModelKey), .. TrustedKeys(model, agent)], files),
                PodParts.Agent(
                    JobContainers.FetchData, agent.Image,
                    [
                        "fetch", "--manifest", request.Split.HoldoutManifest, "--digest", request.Split.HoldoutDigest,
                        "--to", $"{PodParts.Root}/in",
                    ],
                    [PodParts.EnvFromSecret("LANDFALL_SOURCE", links, DataKey)], work),
                Server(serve, model, attempt.MemoryFactor, isMeasured),
            ],
            Containers =
            [
                PodParts.Agent(
                    JobContainers.Predict, agent.Image, Predict(serve, model, attempt, checks),
                    [PodParts.EnvFromSecret("LANDFALL_TARGET", links, TargetKey)], work),
            ],
        };
    }

    private static V1Container Server(ServeSpec serve, ModelRef model, int memoryFactor, bool isMeasured)
    {
        // A candidate has no image of its own yet: it gets the pipeline's.
        var image = model.ServerImage.Length > 0 ? model.ServerImage : serve.Image;
        var server = PodParts.Container(
            JobContainers.Server, image, serve.Env,
            [
                PodParts.Env("PORT", PodParts.ServerPort.ToString(CultureInfo.InvariantCulture)),
                PodParts.Env("HOME", "/tmp"),
            ],
            PodResources.Of(serve.Resources, memoryFactor), PodParts.Mount(ModelKey, ModelFolder, readOnly: true));

        server.Ports = [new() { ContainerPort = PodParts.ServerPort }];
        if (isMeasured)
            server.SecurityContext.RunAsUser = PodParts.ServerUser;
        server.RestartPolicy = "Always";    // makes it a sidecar: it ends when the predictions are made
        return server;
    }

    private static IEnumerable<string> FetchModel(ModelRef model) => model.Number is { } number
        ? ["fetch", "--version", $"{model.Model}/{number}", "--digest", model.Digest, "--to", ModelFolder]
        : ["fetch", "--manifest", model.Manifest, "--candidate", model.Digest, "--to", ModelFolder];

    private static IEnumerable<V1EnvVar> TrustedKeys(ModelRef model, AgentParts agent) => (model.Number, agent.KeysOfModel) switch
    {
        (null, _) => [],
        (_, { } keys) => [PodParts.Env("LANDFALL_TRUSTED_KEYS", keys)],
        _ => [PodParts.EnvFromConfigMap("LANDFALL_TRUSTED_KEYS", TrustedKeysMap.Name, TrustedKeysMap.Key)],
    };

    private static IEnumerable<string> Predict(ServeSpec serve, ModelRef model, JobAttempt attempt, IReadOnlyList<BehaviourSpec> checks) =>
    [
        "predict",
        "--features", $"{PodParts.Root}/in/features.csv",
        "--spec", $"{PodParts.Root}/in/spec.json",
        "--model", model.Model,
        "--url", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PodParts.ServerPort}"),
        "--ready-within", string.Create(CultureInfo.InvariantCulture, $"{serve.ReadyWithin.TotalSeconds:0}"),
        .. checks.Any(RowCopies.Asks) ? (string[])["--behaviour", $"{PodParts.Root}/in/behaviour.csv"] : [],
        .. checks.Any(IsMemory) ? (string[])["--measure", "memory"] : [],
        "--out", $"{PodParts.Root}/out",
        "--to", Paths.OutputPrefix(attempt.Request.Run.Id, attempt.Request.Role, attempt.Number),
    ];

    private static bool IsMemory(BehaviourSpec check) => check.Memory is not null;
}
