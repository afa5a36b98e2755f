using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;

namespace Landfall.Local.Cluster.Images;

/// <summary>
/// The images of the local cluster, read from <c>images.yaml</c> at each look-up, so that an edit counts at once:
/// <c>images: { registry.local/trainer: { command: [path, args], files: [folder], env: {A: b}, workingDir: path } }</c>.
/// Relative paths count from the folder of that file. With no <c>files</c>, the file named by the command is the image.
/// </summary>
internal sealed class ImageCatalog(string? path, IReadOnlyDictionary<string, ImageEntry> given)
{
    /// <summary>The entry and the present digest of a reference: plain, with a tag, or with a digest.</summary>
    /// <exception cref="ImageException">Unknown image, unreadable file, or another digest than asked for.</exception>
    public (ImageEntry Entry, string Digest) Resolve(string reference)
    {
        var (name, asked) = Split(reference);
        var entries = Read();
        if (!entries.TryGetValue(name, out var entry))
            throw new ImageException($"image '{name}' is not in {path ?? "the images given to the local cluster"}: known are " +
                $"{(entries.Count == 0 ? "none" : string.Join(", ", entries.Keys.Order()))}. Add it to images.yaml.");
        var digest = Digest(entry);
        return asked is null || asked == digest
            ? (entry, digest)
            : throw new ImageException($"image '{name}' was asked for as {asked}, but its files are now {digest}: " +
                "restore the files, or deploy the present digest.");
    }

    private static (string Name, string? Digest) Split(string reference)
    {
        var at = reference.IndexOf('@');
        var digest = at < 0 ? null : reference[(at + 1)..];
        var name = at < 0 ? reference : reference[..at];
        var colon = name.LastIndexOf(':');
        return (colon > name.LastIndexOf('/') ? name[..colon] : name, digest);
    }

    private Dictionary<string, ImageEntry> Read()
    {
        Dictionary<string, ImageEntry> entries = new(given, StringComparer.Ordinal);
        if (path is null || !File.Exists(path))
            return entries;
        JsonNode? document;
        try
        {
            document = BodyReader.Yaml(File.ReadAllText(path));
        }
        catch (ApiException e)
        {
            throw new ImageException($"{path} is not valid YAML: {e.Message}");
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var (name, node) in document.At("images") as JsonObject ?? [])
            entries[name] = Entry(name, node, folder);
        return entries;
    }

    private ImageEntry Entry(string name, JsonNode? node, string folder)
    {
        var command = (node.At("command") as JsonArray)?.Select(Word).ToArray() ?? [];
        if (command.Length == 0)
            throw new ImageException($"image '{name}' in {path} has no command: write `command: [program, arguments...]`");
        // A bare program name is looked up on the PATH; anything with a slash is a file.
        string Full(string file) => Path.GetFullPath(file, folder);
        if (command[0].Contains('/'))
            command[0] = Full(command[0]);
        var files = (node.At("files") as JsonArray)?.Select(file => Full(Word(file))).ToArray()
            ?? (File.Exists(command[0]) ? [command[0]] : []);
        var env = (node.At("env") as JsonObject)?.ToDictionary(p => p.Key, p => Word(p.Value)) ?? [];
        return new ImageEntry(name, command, files, env, node.Text("workingDir") is { } dir ? Full(dir) : null);
    }

    private static string Word(JsonNode? node) => node.Text() ?? node?.ToJsonString() ?? "";

    // SHA-256 over "name \t size \t sha256 \n" per file, in ordinal order of names; without files, the command is the image.
    private static string Digest(ImageEntry entry)
    {
        List<(string Name, string Path)> files = [];
        foreach (var root in entry.Files)
        {
            if (File.Exists(root))
                files.Add((Path.GetFileName(root), root));
            else if (Directory.Exists(root))
                files.AddRange(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                    .Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), file)));
            else
                throw new ImageException($"image '{entry.Name}': '{root}' does not exist. Build it, or correct images.yaml.");
        }
        StringBuilder list = new();
        foreach (var (name, file) in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            list.Append(name).Append('\t').Append(stream.Length).Append('\t')
                .Append(Convert.ToHexStringLower(SHA256.HashData(stream))).Append('\n');
        }
        if (files.Count == 0)
            list.Append(string.Join('\0', entry.Command));
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list.ToString())));
    }
}
