using System.Text;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>A pod's folder: its volumes, a root per container with links to them, and a folder per run.</summary>
internal sealed class Sandbox(string root, JsonObject pod, ObjectStore store)
{
    public string Root => root;

    public string RunFolder(string container, int attempt) => Path.Combine(root, "containers", container, attempt.ToString());

    public string ContainerRoot(string container) => Path.Combine(root, "root", container);

    /// <summary>The newest attempt that left a folder, or -1.</summary>
    public int LastAttempt(string container)
    {
        var folder = Path.Combine(root, "containers", container);
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Select(path => int.Parse(Path.GetFileName(path))).DefaultIfEmpty(-1).Max()
            : -1;
    }

    /// <exception cref="MountException">A Secret or ConfigMap is missing, or the kind of volume is not supported.</exception>
    public void MakeVolumes()
    {
        foreach (var volume in pod.Items("spec", "volumes"))
        {
            var folder = Path.Combine(root, "volumes", volume.Text("name")!);
            Directory.CreateDirectory(folder);
            if (volume["secret"] is JsonObject secret)
                Files(folder, KindTable.Secret, secret.Text("secretName")!, secret, decode: true);
            else if (volume["configMap"] is JsonObject map)
                Files(folder, KindTable.ConfigMap, map.Text("name")!, map, decode: false);
            else if (volume["downwardAPI"] is JsonObject downward)
                Downward(folder, downward);
            else if (volume["emptyDir"] is null && volume["projected"] is null)
                throw new MountException($"volume '{volume.Text("name")}' is not of a kind the local cluster has: use emptyDir, " +
                    "secret, configMap or downwardAPI");
        }
    }

    /// <summary>Mount paths of a container and the real folder of each, with the folders above them.</summary>
    public Dictionary<string, string> Mount(JsonObject container)
    {
        var own = ContainerRoot(container.Text("name")!);
        Directory.CreateDirectory(own);
        Dictionary<string, string> mounts = [];
        foreach (var mount in container.Items("volumeMounts").OrderBy(m => m.Text("mountPath")!.Length))
        {
            var path = mount.Text("mountPath")!.TrimEnd('/');
            var target = Path.Combine(root, "volumes", mount.Text("name")!, mount.Text("subPath") ?? "");
            if (!File.Exists(target))
                Directory.CreateDirectory(target);
            var link = own + path;
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            if (!Path.Exists(link))
                File.CreateSymbolicLink(link, target);
            for (var above = path; above.Length > 1; above = Path.GetDirectoryName(above)!)
                mounts[above] = own + above;
        }
        return mounts;
    }

    private void Files(string folder, ApiKind kind, string name, JsonObject source, bool decode)
    {
        var found = store.Get(kind, pod.Namespace(), name);
        if (found is null && source.Flag("optional"))
            return;
        if (found is null)
            throw new MountException($"{kind.Singular} \"{name}\" not found");
        var data = found.Map("data").ToDictionary(p => p.Key,
            p => decode ? Convert.FromBase64String(p.Value) : Encoding.UTF8.GetBytes(p.Value));
        foreach (var (key, value) in found.Map("binaryData"))
            data[key] = Convert.FromBase64String(value);
        var items = source["items"] is null
            ? data.Keys.Select(key => (Key: key, Path: key))
            : source.Items("items").Select(item => (Key: item.Text("key")!, Path: item.Text("path")!));
        foreach (var (key, path) in items)
        {
            if (!data.TryGetValue(key, out var bytes))
                throw new MountException($"{kind.Singular} \"{name}\" has no key '{key}'");
            Save(folder, path, bytes);
        }
    }

    private void Downward(string folder, JsonObject source)
    {
        foreach (var item in source.Items("items"))
            Save(folder, item.Text("path")!, Encoding.UTF8.GetBytes(FieldReader.Read(pod, item.Text("fieldRef", "fieldPath")!)));
    }

    private static void Save(string folder, string path, byte[] bytes)
    {
        var full = Path.GetFullPath(path, folder);
        if (!full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new MountException($"path '{path}' leaves its volume");
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }
}
