using k8s.Models;

namespace Landfall.Kubernetes.Jobs;

/// <summary>What Landfall's pods are made of; restricted in the sense of the Pod Security Standards.</summary>
public static class PodParts
{
    /// <summary>Where a container finds its files, unless <c>LANDFALL_ROOT</c> says otherwise.</summary>
    public const string Root = "/landfall";

    /// <summary>The port a user's server is told to listen on.</summary>
    public const int ServerPort = 8080;

    /// <summary>
    /// One user and group for all containers of a pod, whatever an image names: agent and user's program share files.
    /// </summary>
    private const long User = 65532;

    /// <summary>
    /// The user of a server whose pod shares its process namespace: the agent sees that its processes are there and how large
    /// they are, and the server can look into none of the agent's.
    /// </summary>
    public const long ServerUser = 65533;

    private const string Scratch = "tmp";

    public static V1PodSecurityContext PodSecurity() => new()
    {
        RunAsNonRoot = true,
        RunAsUser = User,
        RunAsGroup = User,
        FsGroup = User,
        SeccompProfile = new() { Type = "RuntimeDefault" },
    };

    public static V1SecurityContext Security() => new()
    {
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = true,
        Capabilities = new() { Drop = ["ALL"] },
    };

    public static V1Volume Folder(string name) => new() { Name = name, EmptyDir = new() };

    public static V1VolumeMount Mount(string volume, string path, bool readOnly = false) =>
        new() { Name = volume, MountPath = path, ReadOnlyProperty = readOnly ? true : null };

    /// <summary>The volume behind <see cref="Container"/>'s <c>/tmp</c>: each such pod needs it.</summary>
    public static V1Volume ScratchFolder() => Folder(Scratch);

    /// <summary>The agent with one of its commands. It writes to its mounts only.</summary>
    public static V1Container Agent(string name, string image, IEnumerable<string> args, IEnumerable<V1EnvVar> env,
        params V1VolumeMount[] mounts) => new()
        {
            Name = name,
            Image = image,
            Args = [.. args],
            Env = [Env("LANDFALL_ROOT", Root), Env("DOTNET_EnableDiagnostics", "0"), .. env],
            VolumeMounts = [.. mounts],
            SecurityContext = Security(),
            Resources = new()
            {
                Requests = new Dictionary<string, ResourceQuantity>
                {
                    ["cpu"] = new("100m"),
                    ["memory"] = new("128Mi"),
                },
                Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("512Mi") },
            },
            TerminationMessagePolicy = "FallbackToLogsOnError",
        };

    /// <summary>A user's program. What Landfall sets wins over what its document sets.</summary>
    public static V1Container Container(string name, string image, IReadOnlyDictionary<string, string> env,
        IEnumerable<V1EnvVar> set, V1ResourceRequirements resources, params V1VolumeMount[] mounts)
    {
        ArgumentNullException.ThrowIfNull(env);
        V1EnvVar[] ours = [Env("LANDFALL_ROOT", Root), .. set];
        var taken = ours.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        var theirs = env.Where(pair => !taken.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal);

        return new()
        {
            Name = name,
            Image = image,
            Env = [.. ours, .. theirs.Select(pair => Env(pair.Key, pair.Value))],
            VolumeMounts = [.. mounts, Mount(Scratch, "/tmp")],
            SecurityContext = Security(),
            Resources = resources,
            TerminationMessagePolicy = "FallbackToLogsOnError",
        };
    }

    public static V1EnvVar Env(string name, string value) => new() { Name = name, Value = value };

    public static V1EnvVar EnvFromSecret(string name, string secret, string key) =>
        new() { Name = name, ValueFrom = new() { SecretKeyRef = new() { Name = secret, Key = key } } };

    public static V1EnvVar EnvFromConfigMap(string name, string map, string key) =>
        new() { Name = name, ValueFrom = new() { ConfigMapKeyRef = new() { Name = map, Key = key } } };
}
