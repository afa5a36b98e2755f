using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Landfall.Local.Cluster.Images;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>A container's command line and environment, from its image, its spec and the pod.</summary>
internal sealed partial class EnvironmentBuilder(JsonObject pod, ObjectStore store, Sandbox sandbox, ServiceDoors services)
{
    // What programs need from the host to run at all; nothing else of it is passed on.
    private static readonly string[] _inherited = ["PATH", "DOTNET_ROOT", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    private static readonly Dictionary<string, string> NoMounts = [];

    /// <exception cref="MountException">A variable's Secret, ConfigMap or field is missing.</exception>
    public ContainerCommand Build(JsonObject container, ImageEntry image)
    {
        var mounts = sandbox.Mount(container);
        var own = sandbox.ContainerRoot(container.Text("name")!);
        Rewriting rewriting = new(HostPorts.Read(pod), mounts, services);
        Dictionary<string, string> env = [];
        foreach (var name in _inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                env[name] = value;
        }
        env["HOME"] = own;
        env["HOSTNAME"] = pod.Name();
        env["TMPDIR"] = Path.Combine(sandbox.Root, "tmp");
        Directory.CreateDirectory(env["TMPDIR"]);
        foreach (var (name, value) in image.Env)
            env[name] = value;
        Defaults(container, env, mounts);
        foreach (var (name, value) in Stated(container))
            env[name] = rewriting.Value(name, Expand(value, env));
        // What the manifest says speaks of the pod's paths; what the image's entry says, of this machine's.
        var stated = container["command"] is JsonArray own2 ? own2.Select(Word).ToList() : null;
        var arguments = container["args"] is JsonArray args ? args.Select(Word) : [];
        var entry = stated is null ? new Rewriting(HostPorts.Read(pod), NoMounts).Arguments([.. image.Command]) : [];
        var line = (stated ?? []).Concat(arguments).Select(word => Expand(word, env)).ToList();
        var folder = container.Text("workingDir") is { } wanted ? rewriting.Text(wanted) : image.WorkingDirectory ?? own;
        return new ContainerCommand([.. entry, .. rewriting.Arguments(line)], env, Directory.Exists(folder) ? folder : own);
    }

    private void Defaults(JsonObject container, Dictionary<string, string> env, Dictionary<string, string> mounts)
    {
        var ports = container.Items("ports").Select(port => port.Number("containerPort") ?? 0).ToArray();
        if (ports.Length == 1 && HostPorts.Read(pod).TryGetValue(ports[0], out var host))
            env["PORT"] = host.ToString();
        if (mounts.TryGetValue("/landfall", out var root))
            env["LANDFALL_ROOT"] = root;
    }

    private IEnumerable<(string Name, string Value)> Stated(JsonObject container)
    {
        foreach (var source in container.Items("envFrom"))
        {
            var (kind, field) = source["secretRef"] is null ? (KindTable.ConfigMap, "configMapRef") : (KindTable.Secret, "secretRef");
            foreach (var (key, value) in Data(kind, source.At(field), field == "secretRef"))
                yield return ((source.Text("prefix") ?? "") + key, value);
        }
        foreach (var variable in container.Items("env"))
        {
            var value = variable["valueFrom"] is JsonObject from ? From(variable.Text("name")!, from) : variable.Text("value") ?? "";
            if (value is not null)
                yield return (variable.Text("name")!, value);
        }
    }

    private string? From(string name, JsonObject from)
    {
        if (from.Text("fieldRef", "fieldPath") is { } path)
            return FieldReader.Read(pod, path);
        var (kind, field) = from["secretKeyRef"] is null ? (KindTable.ConfigMap, "configMapKeyRef") : (KindTable.Secret, "secretKeyRef");
        if (from[field] is not JsonObject reference)
            throw new MountException($"variable {name}: the local cluster knows fieldRef, secretKeyRef and configMapKeyRef only");
        if (Data(kind, reference, kind == KindTable.Secret).TryGetValue(reference.Text("key")!, out var value))
            return value;
        return reference.Flag("optional") ? null : throw new MountException(
            $"couldn't find key {reference.Text("key")} in {kind.Name} {pod.Namespace()}/{reference.Text("name")}");
    }

    private Dictionary<string, string> Data(ApiKind kind, JsonNode? reference, bool decode)
    {
        var name = reference.Text("name") ?? "";
        var found = store.Get(kind, pod.Namespace(), name);
        if (found is null && !reference.Flag("optional"))
            throw new MountException($"{kind.Singular} \"{name}\" not found");
        return found.Map("data").ToDictionary(p => p.Key,
            p => decode ? Encoding.UTF8.GetString(Convert.FromBase64String(p.Value)) : p.Value);
    }

    private static string Expand(string value, Dictionary<string, string> env) => Reference().Replace(value,
        match => env.TryGetValue(match.Groups[1].Value, out var found) ? found : match.Value);

    private static string Word(JsonNode? node) => node.Text() ?? "";

    [GeneratedRegex(@"\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)")]
    private static partial Regex Reference();
}
